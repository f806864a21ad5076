/**
 * The integration methods of the reference engine: the code of each name of model/methods.ts.
 *
 * @module
 */

import { received } from "../model/received.ts";
import { methodOf, namesOf } from "../model/methods.ts";
import { adaptiveRkf45Method } from "./adaptive_rkf45.ts";
import { exponentialEulerMethod } from "./exponential_euler.ts";
import { implicitEulerMethod } from "./implicit_euler.ts";
import type { Method } from "./method.ts";
import { rungeKuttaMethod } from "./runge_kutta.ts";
import { staggeredMethod } from "./staggered.ts";
import { substeppedMethod } from "./substepped.ts";
import { substeppedInterpolatedMethod } from "./substepped_interpolated.ts";
import { tableaus } from "./tableaus.ts";

/** The code of each method, by its canonical name. */
const methods: Readonly<Record<string, Method>> = {
  exp_auto: exponentialEulerMethod,
  staggered: staggeredMethod,
  substepped: substeppedMethod,
  substepped_interpolated: substeppedInterpolatedMethod,
  implicit_euler: implicitEulerMethod,
  adaptive_rkf45: adaptiveRkf45Method,
  ...Object.fromEntries(Object.entries(tableaus).map(([name, tableau]) => [name, rungeKuttaMethod(tableau)])),
};

/** Every name that `methodNamed` knows. */
export const methodNames: readonly string[] = namesOf(Object.keys(methods));

/**
 * The method of that name.
 * @throws {RangeError} that lists the known ones, where it is none of them.
 */
export function methodNamed(name: string): Method {
  if (!methodNames.includes(name)) {
    const known = methodNames.join(", ");
    throw new RangeError(`Cannot create simulation: method must be one of ${known}, received ${received(name)}`);
  }
  return methods[methodOf(name).name];
}
