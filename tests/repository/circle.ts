/**
 * Circles of imports.
 *
 * @module
 */

/** A circle of the graph, from a node along arrows back to it, or undefined where there is none. */
export function findCircle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const isFree = new Set<string>(); // nodes from which no circle can be reached
  const path: string[] = [];
  const search = (node: string): string[] | undefined => {
    if (isFree.has(node)) return undefined;
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    path.push(node);
    for (const next of graph.get(node) ?? []) {
      const circle = search(next);
      if (circle !== undefined) return circle;
    }
    path.pop();
    isFree.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const circle = search(node);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
