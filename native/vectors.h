/*
 * Vectors of LANES 32-bit numbers: what the compiler's vector extensions do not have, by intrinsics where the processor has an
 * instruction for it, and plainly elsewhere. An operation on a lane is one of IEEE 754 in either case.
 */

#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

#define INLINE static inline __attribute__((always_inline))

typedef float Float __attribute__((vector_size(4 * LANES)));
typedef int32_t Int __attribute__((vector_size(4 * LANES)));
typedef uint32_t Word __attribute__((vector_size(4 * LANES)));
typedef float Four __attribute__((vector_size(16)));

/* Lanes i, j, k, l of each 128 bits: 0 to 3 of a, 4 to 7 of b. */
#define IN(i, quarter) ((i) % 4 + 4 * (quarter) + ((i) < 4 ? 0 : LANES))
#define QUARTER(i, j, k, l, quarter) IN(i, quarter), IN(j, quarter), IN(k, quarter), IN(l, quarter)
#if LANES == 4
#define PATTERN(i, j, k, l) QUARTER(i, j, k, l, 0)
#define EVEN 0, 2, 4, 6
#define ODD 1, 3, 5, 7
#elif LANES == 8
#define PATTERN(i, j, k, l) QUARTER(i, j, k, l, 0), QUARTER(i, j, k, l, 1)
#define EVEN 0, 2, 4, 6, 8, 10, 12, 14
#define ODD 1, 3, 5, 7, 9, 11, 13, 15
#elif LANES == 16
#define PATTERN(i, j, k, l) \
  QUARTER(i, j, k, l, 0), QUARTER(i, j, k, l, 1), QUARTER(i, j, k, l, 2), QUARTER(i, j, k, l, 3)
#define EVEN 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#define ODD 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31
#else
#error "LANES must be 4, 8 or 16"
#endif
#if defined(__clang__)
#define SHUFFLE(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#else
#define SHUFFLE(a, b, ...) __builtin_shuffle(a, b, (Int){__VA_ARGS__})
#endif
#define EACH_128(a, b, i, j, k, l) SHUFFLE(a, b, PATTERN(i, j, k, l))

INLINE Float choose(Int mask, Float a, Float b) { return (Float)((mask & (Int)a) | (~mask & (Int)b)); }

/* b where a < b, else a: a where it is not a number. */
INLINE Float at_least(Float a, Float b) {
#if defined(__AVX512F__) && LANES == 16
  return (Float)_mm512_max_ps((__m512)b, (__m512)a);
#elif defined(__AVX__) && LANES == 8
  return (Float)_mm256_max_ps((__m256)b, (__m256)a);
#elif defined(__SSE2__) && LANES == 4
  return (Float)_mm_max_ps((__m128)b, (__m128)a);
#else
  return choose((Int)(a < b), b, a);
#endif
}

/* b where b < a, else a. */
INLINE Float at_most(Float a, Float b) {
#if defined(__AVX512F__) && LANES == 16
  return (Float)_mm512_min_ps((__m512)b, (__m512)a);
#elif defined(__AVX__) && LANES == 8
  return (Float)_mm256_min_ps((__m256)b, (__m256)a);
#elif defined(__SSE2__) && LANES == 4
  return (Float)_mm_min_ps((__m128)b, (__m128)a);
#else
  return choose((Int)(b < a), b, a);
#endif
}

/* A bit for each lane of a mask. */
INLINE uint32_t bits_of(Int mask) {
#if defined(__AVX512DQ__) && LANES == 16
  return _mm512_movepi32_mask((__m512i)mask);
#elif defined(__AVX__) && LANES == 8
  return (uint32_t)_mm256_movemask_ps((__m256)mask);
#elif defined(__SSE2__) && LANES == 4
  return (uint32_t)_mm_movemask_ps((__m128)mask);
#else
  uint32_t bits = 0;
  for (int lane = 0; lane < LANES; lane++) bits |= (uint32_t)(mask[lane] & 1) << lane;
  return bits;
#endif
}

/* Four numbers from each of these addresses, side by side. */
INLINE Float side_by_side(const char *base, const uint32_t *offset) {
  const Four *at[LANES / 4];
  for (int q = 0; q < LANES / 4; q++) at[q] = (const Four *)(base + offset[4 * q]);
#if defined(__AVX512F__) && LANES == 16
  __m512 all = _mm512_castps128_ps512((__m128)*at[0]);
  all = _mm512_mask_broadcast_f32x4(all, 0x00f0, (__m128)*at[1]);
  all = _mm512_mask_broadcast_f32x4(all, 0x0f00, (__m128)*at[2]);
  return (Float)_mm512_mask_broadcast_f32x4(all, 0xf000, (__m128)*at[3]);
#elif defined(__AVX__) && LANES == 8
  return (Float)_mm256_insertf128_ps(_mm256_castps128_ps256((__m128)*at[0]), (__m128)*at[1], 1);
#else
  union { Float all; Four four[LANES / 4]; } both;
  for (int q = 0; q < LANES / 4; q++) both.four[q] = *at[q];
  return both.all;
#endif
}
