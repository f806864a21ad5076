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

/* Lane k of each 128 bits, four times. */
INLINE Float splat_128(Float a, int k) {
  return k == 0   ? EACH_128(a, a, 0, 0, 0, 0)
         : k == 1 ? EACH_128(a, a, 1, 1, 1, 1)
         : k == 2 ? EACH_128(a, a, 2, 2, 2, 2)
                  : EACH_128(a, a, 3, 3, 3, 3);
}

/*
 * A + B w, C + D w of rows (A, C, B, D) of four numbers each, which lie at offset[0], offset[4], ...; w is lane k of each 128 bits.
 * Rows are loaded by halves, so that fewer loads have to be put side by side.
 */
INLINE void interpolate(const char *table, const uint32_t *offset, Float w, int k, Float *first, Float *second) {
#if defined(__AVX512F__) && LANES == 16
  __m512 both[2];
#pragma GCC unroll 2
  for (int h = 0; h < 2; h++) {
    const char *one = table + offset[8 * h], *other = table + offset[8 * h + 4];
    __m512 value = _mm512_castps256_ps512(*(const __m256 *)one);
    __m512 slope = _mm512_castps256_ps512(*(const __m256 *)(one + 32));
    value = _mm512_insertf32x8(value, *(const __m256 *)other, 1);
    slope = _mm512_insertf32x8(slope, *(const __m256 *)(other + 32), 1);
    const __m512i lane = _mm512_inserti32x8(_mm512_set1_epi32(8 * h + k), _mm256_set1_epi32(8 * h + k + 4), 1);
    both[h] = (__m512)((Float)slope * (Float)_mm512_permutexvar_ps(lane, (__m512)w) + (Float)value);
  }
  *first = (Float)_mm512_shuffle_f32x4(both[0], both[1], 0x88);
  *second = (Float)_mm512_shuffle_f32x4(both[0], both[1], 0xdd);
#elif defined(__AVX2__) && LANES == 8
  Float both[2];
#pragma GCC unroll 2
  for (int h = 0; h < 2; h++) {
    const Float *row = (const Float *)(table + offset[4 * h]);
    both[h] = row[1] * (Float)_mm256_permutevar8x32_ps((__m256)w, _mm256_set1_epi32(4 * h + k)) + row[0];
  }
  *first = (Float)_mm256_permute2f128_ps((__m256)both[0], (__m256)both[1], 0x20);
  *second = (Float)_mm256_permute2f128_ps((__m256)both[0], (__m256)both[1], 0x31);
#else
  union { Float all; Four four[LANES / 4]; } value, slope, lower, upper;
  for (int q = 0; q < LANES / 4; q++) {
    const Four *row = (const Four *)(table + offset[4 * q]);
    value.four[q] = row[0];
    lower.four[q] = row[1];
    slope.four[q] = row[2];
    upper.four[q] = row[3];
  }
  Float v = splat_128(w, k);
  *first = slope.all * v + value.all;
  *second = upper.all * v + lower.all;
#endif
}
