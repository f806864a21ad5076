/**
 * Butcher tableaus of the explicit Runge–Kutta methods under BrainPy's names; their orders are in model/methods.ts. The
 * names that BrainPy calls adaptive run at fixed dt with the weights of higher order, as they do there unless asked
 * otherwise. The equations are autonomous, so the nodes c are not needed.
 *
 * Sources: Hairer, Nørsett & Wanner 1993, Solving Ordinary Differential Equations I, chapter II; Ralston 1962, Math. Comp.
 * 16:431–437; Shu & Osher 1988, J. Comput. Phys. 77:439–471; Fehlberg 1969, NASA TR R-315; Dormand & Prince 1980, J. Comput.
 * Appl. Math. 6:19–26; Cash & Karp 1990, ACM Trans. Math. Softw. 16:201–222; Bogacki & Shampine 1989, Appl. Math. Lett.
 * 2:321–325.
 *
 * @module
 */

/** An explicit Runge–Kutta method. */
export interface Tableau {
  /** Row i: the coefficients of stages 0 … i in the argument of stage i + 1. */
  readonly a: readonly (readonly number[])[];
  /** Weights of the stages. */
  readonly b: readonly number[];
}

/** The tableaus by canonical name. */
export const tableaus: Readonly<Record<string, Tableau>> = {
  euler: { a: [], b: [1] },
  midpoint: { a: [[1 / 2]], b: [0, 1] },
  heun2: { a: [[1]], b: [1 / 2, 1 / 2] },
  ralston2: { a: [[2 / 3]], b: [1 / 4, 3 / 4] },
  rkf12: { a: [[1 / 2], [1 / 256, 255 / 256]], b: [1 / 512, 255 / 256, 1 / 512] },
  rk3: { a: [[1 / 2], [-1, 2]], b: [1 / 6, 2 / 3, 1 / 6] },
  heun3: { a: [[1 / 3], [0, 2 / 3]], b: [1 / 4, 0, 3 / 4] },
  ralston3: { a: [[1 / 2], [0, 3 / 4]], b: [2 / 9, 1 / 3, 4 / 9] },
  ssprk3: { a: [[1], [1 / 4, 1 / 4]], b: [1 / 6, 1 / 6, 2 / 3] },
  rk4: { a: [[1 / 2], [0, 1 / 2], [0, 0, 1]], b: [1 / 6, 1 / 3, 1 / 3, 1 / 6] },
  rk4_38rule: { a: [[1 / 3], [-1 / 3, 1], [1, -1, 1]], b: [1 / 8, 3 / 8, 3 / 8, 1 / 8] },
  ralston4: {
    a: [[0.4], [0.29697761, 0.15875964], [0.21810040, -3.05096516, 3.83286476]],
    b: [0.17476028, -0.55148066, 1.20553560, 0.17118478],
  },
  rkf45: {
    a: [
      [1 / 4],
      [3 / 32, 9 / 32],
      [1932 / 2197, -7200 / 2197, 7296 / 2197],
      [439 / 216, -8, 3680 / 513, -845 / 4104],
      [-8 / 27, 2, -3544 / 2565, 1859 / 4104, -11 / 40],
    ],
    b: [16 / 135, 0, 6656 / 12825, 28561 / 56430, -9 / 50, 2 / 55],
  },
  rkdp: {
    a: [
      [1 / 5],
      [3 / 40, 9 / 40],
      [44 / 45, -56 / 15, 32 / 9],
      [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
      [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
    ],
    b: [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
  },
  ck: {
    a: [
      [1 / 5],
      [3 / 40, 9 / 40],
      [3 / 10, -9 / 10, 6 / 5],
      [-11 / 54, 5 / 2, -70 / 27, 35 / 27],
      [1631 / 55296, 175 / 512, 575 / 13824, 44275 / 110592, 253 / 4096],
    ],
    b: [37 / 378, 0, 250 / 621, 125 / 594, 0, 512 / 1771],
  },
};
