/**
 * The integration methods of the reference engine: BrainPy's by BrainPy's names, and the staggered ones.
 *
 * @module
 */

import { exponentialEulerMethod } from "./exponential_euler.ts";
import type { Method } from "./method.ts";
import { rungeKuttaMethod } from "./runge_kutta.ts";
import { staggeredMethod } from "./staggered.ts";
import { substeppedMethod } from "./substepped.ts";
import { substeppedInterpolatedMethod } from "./substepped_interpolated.ts";
import { tableaus } from "./tableaus.ts";

/** The methods by name; exponential Euler has four. */
export const methods: Readonly<Record<string, Method>> = {
  exp_auto: exponentialEulerMethod,
  exp_euler: exponentialEulerMethod,
  exp_euler_auto: exponentialEulerMethod,
  exponential_euler: exponentialEulerMethod,
  staggered: staggeredMethod,
  substepped: substeppedMethod,
  substepped_interpolated: substeppedInterpolatedMethod,
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
