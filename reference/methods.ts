/**
 * The integration methods of the reference engine, by BrainPy's names. The staggered and sub-stepped methods are to be
 * two more files beside exponential_euler.ts and two more entries here.
 *
 * @module
 */

import { exponentialEulerMethod } from "./exponential_euler.ts";
import type { Method } from "./method.ts";
import { rungeKuttaMethod } from "./runge_kutta.ts";
import { tableaus } from "./tableaus.ts";

/** The methods by name; exponential Euler has four. */
export const methods: Readonly<Record<string, Method>> = {
  exp_auto: exponentialEulerMethod,
  exp_euler: exponentialEulerMethod,
  exp_euler_auto: exponentialEulerMethod,
  exponential_euler: exponentialEulerMethod,
  ...Object.fromEntries(Object.entries(tableaus).map(([name, tableau]) => [name, rungeKuttaMethod(tableau)])),
};

/**
 * The method of that name.
 * @throws {RangeError} that lists the known ones, where it is none of them.
 */
export function methodNamed(name: string): Method {
  if (!Object.hasOwn(methods, name)) {
    const known = Object.keys(methods).join(", ");
    throw new RangeError(`Cannot create simulation: method must be one of ${known}, received ${JSON.stringify(name)}`);
  }
  return methods[name];
}
