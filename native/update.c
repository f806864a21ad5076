/*
 * The update kernels of the native engine: one time step of a range of neurons, LANES of them at a time. The equations and the
 * order of operations are those of the WebAssembly kernels (tools/kernel/), and so are the bits: an operation on a lane is one
 * of IEEE 754, however many lanes a vector has, and the compiler may not contract a * b + c (-ffp-contract=off).
 *
 *     row     <- table row of the clamped potential, from the bits of w + magic
 *     gates   <- A + B gates with A, B linear in w within the row; m, h and n of a neuron lie together
 *     y       <- gL + m^3 h + n^4 (+ gE + gI where the current is linear)
 *     j       <- sum of g E - G w
 *     w       <- w + j phi(y), with phi(y) = (1 - e^-y) / y = q R (1 + R)(1 + R^2), Q = 1 + y q(y), R = 1 / Q
 *     spike   where the rule says so
 *
 * Neurons lie in blocks of LANES. A block is that of engine/layout.ts with every vector LANES lanes wide instead of four; its
 * four vectors of gates have (m, h, n, unused) of the neurons k, k + 4, k + 8, ... for k from 0 to 3, so that m, h and n are
 * gathered by shuffles within 128 bits.
 *
 * layout.h has the names and numbers of engine/layout.ts; layout_header.ts writes it. METHOD is one of those there.
 */

#include "layout.h"
#include "vectors.h"

/* Places of variables in a block of neurons, in vectors; and in a block of active cells. */
enum { V, GE, GI, GATES, REFRACTORY = 7, LAG, SPIKE_LAG };
enum { BEFORE = 9, PLACE, ACTIVE_SPIKE_LAG, LATE_E, LATE_I, ACTIVE_VECTORS };

/* A constant of the thread, by its name in engine/layout.ts. */
#define K(name) (((const float *)memory)[4 * CONSTANT_##name])
#define KI(name) (((const int32_t *)memory)[4 * CONSTANT_##name])

/* A setting of the thread. */
#define S(name) (((uint32_t *)(memory + SETTINGS_ADDRESS))[SETTING_##name])

/* A word of the thread where spikes are late; and the address of the sums of shares from that of a count. */
#define LATE_WORD(name) (*(const int32_t *)(memory + LATE_##name))
INLINE uint32_t sums_of(const char *memory, uint32_t count) { return 2 * count + (uint32_t)LATE_WORD(toSums); }

/* Whether the gates of the method that is compiled lag behind the potential; whether its spikes have times between the steps. */
#define IS_STAGGERED (METHOD != METHOD_exp_auto && METHOD != METHOD_implicit_euler)
#define IS_LATE (METHOD == METHOD_substepped_interpolated)

/* Vectors of a block. */
enum { VECTORS = IS_LATE ? SPIKE_LAG + 1 : IS_STAGGERED ? LAG + 1 : LAG };

/* Whether the gates follow the new potential, which a division gives: implicit Euler. */
#define IS_IMPLICIT (METHOD == METHOD_implicit_euler)

/* Choices of exponential Euler: whether conductances decay after their use; whether the synaptic current is linear in v. */
typedef struct { int decays_after, is_linear; } Choice;

/* What the first half of a step leaves to the second: the old potential, y and j. */
typedef struct { Float w, y, j; } Half;

/* The offset of the table row of each potential, which is clamped to the tables. */
INLINE Word row_of(const char *memory, Float *w) {
  *w = at_most(at_least(*w, K(clampLow) + (Float){}), K(clampHigh) + (Float){});
  return ((Word)(*w + K(magic)) << 6) & (uint32_t)KI(rowMask);
}

/* Advances the gates; x are the old ones afterwards, or the new ones. */
INLINE void step_gates(const char *memory, Float *gates, Word row, Float clamped, Float x[4], int keeps_new) {
  uint32_t offset[LANES] __attribute__((aligned(64)));
  *(Word *)offset = row;
#pragma GCC unroll 4
  for (int k = 0; k < 4; k++) {
    Float a, b;
    interpolate(memory + TABLE_ADDRESS, offset + k, clamped, k, &a, &b);
    Float old = gates[k], new = b * old + a;
    gates[k] = new;
    x[k] = keeps_new ? new : old;
  }
}

/* y and j, from the gates and the conductances that act. */
INLINE Half currents(const char *memory, Float w, const Float x[4], Float gE, Float gI, int is_linear) {
  Float mh01 = EACH_128(x[0], x[1], 0, 4, 1, 5), mh23 = EACH_128(x[2], x[3], 0, 4, 1, 5);
  Float n01 = EACH_128(x[0], x[1], 2, 6, 3, 7), n23 = EACH_128(x[2], x[3], 2, 6, 3, 7);
  Float m = EACH_128(mh01, mh23, 0, 1, 4, 5), h = EACH_128(mh01, mh23, 2, 3, 6, 7);
  Float n = EACH_128(n01, n23, 0, 1, 4, 5);
  Float sodium = (m * m) * (m * h);
  n = n * n;
  Float potassium = n * n;
  Float ionic = (sodium + potassium) + K(gL), total = ionic + (gE + gI);
  Float j = sodium * K(eNa) + K(j0);
  j = potassium * K(eK) + j;
  j = gE * K(eE) + j;
  j = gI * K(eI) + j;
  return (Half){w, is_linear ? total : ionic, j - total * w};
}

/* The potential after the step; q1 to q5 are the coefficients of q. */
INLINE Float relaxed(const char *memory, Half half, float q1, float q2, float q3, float q4, float q5) {
  const float one = K(one);
  Float q = q5 * half.y + q4;
  q = q * half.y + q3;
  q = q * half.y + q2;
  q = q * half.y + q1;
  Float r = one / (q * half.y + one);
  q = (q * r) * half.j;
  q = q * (r + one);
  return q * (r * r + one) + half.w;
}

/* Who fires, from the potentials before and after the step; counts refractory steps where the rule has them. */
INLINE Int fires(const char *memory, uint32_t rule, Float before, Float new, Int *refractory) {
  const Float zero = {};
  Int fulfilled = rule == RULE_above  ? (Int)(new > zero)
                  : rule == RULE_peak ? (Int)(new >= zero) & (Int)(new < before)
                                      : (Int)(before < zero) & (Int)(new >= zero);
  if (rule == RULE_crossing) return fulfilled;
  Int left = *refractory - KI(oneInteger);
  left &= (Int)(left > 0);
  fulfilled &= (Int)(left == 0);
  *refractory = (fulfilled & KI(refractorySteps)) | (~fulfilled & left);
  return fulfilled;
}

/* Floats of unsigned integers, of signed ones. */
INLINE Float floats_of(Word words) { return __builtin_convertvector(words, Float); }
INLINE Float signed_floats_of(Int words) { return __builtin_convertvector(words, Float); }

/* The first half of a step: all but the potential. `count` has what arrived and is cleared, and so are `sums`, its shares. */
INLINE Half begin_step(const char *memory, Choice choice, Float *block, Int *count, Word *sums) {
  Float w = block[V], clamped = w, x[4];
  if (IS_IMPLICIT) {
    for (int k = 0; k < 4; k++) x[k] = block[GATES + k];
  } else {
    Word row = row_of(memory, &clamped);
    if (IS_STAGGERED) {
      row |= (Word)block[LAG];
      block[LAG] = (Float){};
    }
    step_gates(memory, block + GATES, row, clamped, x, IS_STAGGERED);
  }
  Int arrived = *count;
  *count = (Int){};
  Float arrivedE = signed_floats_of(arrived & KI(lowHalf)), arrivedI = signed_floats_of((Int)((Word)arrived >> 16));
  Float gE = block[GE], gI = block[GI];
  if (!IS_STAGGERED) {
    if (!choice.decays_after) {
      gE = gE * K(decayE) + K(floor);
      gI = gI * K(decayI) + K(floor);
    }
    gE = arrivedE * K(weightE) + gE;
    gI = arrivedI * K(weightI) + gI;
    block[GE] = choice.decays_after ? gE * K(decayE) + K(floor) : gE;
    block[GI] = choice.decays_after ? gI * K(decayI) + K(floor) : gI;
    return currents(memory, w, x, gE, gI, choice.is_linear);
  }
  Float lateE = {}, lateI = {};
  if (IS_LATE) {
    Word low = sums[0], high = sums[1];
    sums[0] = sums[1] = (Word){};
    lateE = floats_of(SHUFFLE(low, high, EVEN));
    lateI = floats_of(SHUFFLE(low, high, ODD));
    arrivedE = arrivedE - lateE * K(shareE);
    arrivedI = arrivedI - lateI * K(shareI);
    lateE = lateE * K(lateE);
    lateI = lateI * K(lateI);
  }
  gE = arrivedE * K(weightE) + gE;
  gI = arrivedI * K(weightI) + gI;
  block[GE] = gE * K(decayE) + K(floor);
  block[GI] = gI * K(decayI) + K(floor);
  gE = IS_LATE ? gE * K(halfE) + lateE : gE * K(halfE);
  gI = IS_LATE ? gI * K(halfI) + lateI : gI * K(halfI);
  return currents(memory, w, x, gE, gI, 1);
}

/* The second half: the potential, the gates where they follow it, and the spike rule. */
INLINE uint32_t end_step(const char *memory, uint32_t rule, Float *block, Half half) {
  Float new = IS_IMPLICIT ? half.w + half.j / (half.y + K(one))
                          : relaxed(memory, half, K(q1), K(q2), K(q3), K(q4), K(q5));
  block[V] = new;
  if (IS_IMPLICIT) {
    Float clamped = new, x[4];
    Word row = row_of(memory, &clamped);
    step_gates(memory, block + GATES, row, clamped, x, 0);
  }
  Int fired = fires(memory, rule, half.w, new, (Int *)block + REFRACTORY);
  if (IS_LATE) {
    Int crossed = (Int)(half.w < (Float){}) & (Int)(new >= (Float){});
    block[SPIKE_LAG] = (Float)((Int)(new / (new - half.w)) & crossed & fired);
  }
  return bits_of(fired);
}

/* Lists the neurons of these bits, counted from `first`; returns the end of the list. */
INLINE uint32_t *list_bits(uint32_t *list, uint32_t first, uint64_t bits) {
  for (; bits != 0; bits &= bits - 1) *list++ = first + (uint32_t)__builtin_ctzll(bits);
  return list;
}

/* The neurons that a kernel advances, and where their spikes go. */
typedef struct {
  char *block;    /* first block */
  Int *counts;    /* arrivals: excitatory ones in the lower half of a word, inhibitory ones in the upper half */
  Word *sums;     /* where spikes are late: sums of their shares, a 64-bit word per neuron */
  uint32_t groups; /* blocks */
  uint32_t rule;
} Range;

/*
 * A step of all neurons of a range. A step ends with a long chain of dependent operations, so the first half of each group's
 * stands before the second half of the one before it. `fired[g]` is given the bits of group g; `list` what fires, from `first` on.
 */
INLINE uint32_t *whole_steps(const char *restrict memory, char *restrict blocks, Int *restrict counts, Word *restrict sums,
                             Choice choice, Range range, uint32_t *restrict list, uint32_t first, uint32_t *restrict fired) {
  Float *block = (Float *)blocks;
  Half half = begin_step(memory, choice, block, counts, sums);
  for (uint32_t g = 1;; g++) {
    Float *ready = block;
    Half ended = half;
    if (g < range.groups) {
      block += VECTORS;
      half = begin_step(memory, choice, block, counts + g, sums + 2 * g);
    }
    uint32_t bits = end_step(memory, range.rule, ready, ended);
    if (fired) fired[g - 1] = bits;
    else list = list_bits(list, first + LANES * (g - 1), bits);
    if (g >= range.groups) return list;
  }
}

#if METHOD == METHOD_substepped || METHOD == METHOD_substepped_interpolated
#include "substepped.c"
#endif

/* A step of the thread's neurons by its kernel. The numbers of those that fire are written to `list`, whose end is returned. */
static uint32_t *update(char *memory, uint32_t *list) {
  char *blocks = memory + S(block);
  Int *counts = (Int *)(memory + S(counts));
  Word *sums = IS_LATE ? (Word *)(memory + sums_of(memory, S(counts))) : 0;
  Range range = {blocks, counts, sums, S(groups), S(rule)};
#define STEP(...) return whole_steps(memory, blocks, counts, sums, (Choice){__VA_ARGS__}, range, list, S(first), 0)
#if METHOD == METHOD_exp_auto
  switch (S(kernel)) {
    case KERNEL_before_frozen: STEP(0, 0);
    case KERNEL_before_linear: STEP(0, 1);
    case KERNEL_after_frozen: STEP(1, 0);
    default: STEP(1, 1);
  }
#elif METHOD == METHOD_staggered || METHOD == METHOD_implicit_euler
  STEP(1, 1);
#else
  return substepped(memory, range, list, S(first));
#endif
}
