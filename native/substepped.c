/*
 * The sub-stepped methods, as a part of update.c: a staggered step in which active cells take SUB_STEPS sub-steps. As in
 * tools/kernel/substepped.ts, a chunk of neurons at a time: active cells are copied to a dense list, every neuron takes a whole
 * step (what active ones become by it is void), the listed cells take their sub-steps, and are copied back.
 */

/* Address of a vector's lane for neuron k of blocks of so many vectors; of its gates. */
INLINE char *lane_of(char *blocks, uint32_t k, uint32_t vectors, uint32_t vector) {
  return blocks + (size_t)4 * LANES * ((size_t)(k / LANES) * vectors + vector) + 4 * (k % LANES);
}
INLINE char *gates_of(char *blocks, uint32_t k, uint32_t vectors) {
  return blocks + (size_t)4 * LANES * ((size_t)(k / LANES) * vectors + GATES + k % 4) + 16 * (k % LANES / 4);
}
INLINE float *float_at(char *blocks, uint32_t k, uint32_t vectors, uint32_t vector) {
  return (float *)lane_of(blocks, k, vectors, vector);
}
INLINE uint32_t *word_at(char *blocks, uint32_t k, uint32_t vectors, uint32_t vector) {
  return (uint32_t *)lane_of(blocks, k, vectors, vector);
}

/*
 * Copies the active cells of a chunk to a dense list, so that vectors are full of them however thinly they are scattered, and
 * gives their number. `active[g]` is given the bits of group g.
 */
INLINE uint32_t gather(char *memory, uint32_t rule, char *blocks, const uint32_t *counts, const uint32_t *sums,
                       uint32_t groups, uint32_t *active) {
  char *cells = memory + ACTIVE_ADDRESS;
  uint32_t cell = 0;
  for (uint32_t g = 0; g < groups; g++) {
    active[g] = bits_of((Int)(((Float *)blocks)[(size_t)g * VECTORS + V] > K(active)));
  }
  for (uint32_t g = 0; g < groups; g++) {
    for (uint32_t bits = active[g]; bits != 0; bits &= bits - 1, cell++) {
      uint32_t k = LANES * g + (uint32_t)__builtin_ctz(bits), count = counts[k];
      float arrivedE = (float)(count & 0xffff), arrivedI = (float)(count >> 16);
      if (IS_LATE) {
        float shareE = (float)sums[2 * k], shareI = (float)sums[2 * k + 1];
        arrivedE = arrivedE - K(shareE) * shareE;
        arrivedI = arrivedI - K(shareI) * shareI;
        *float_at(cells, cell, ACTIVE_VECTORS, LATE_E) = K(lateE) * shareE;
        *float_at(cells, cell, ACTIVE_VECTORS, LATE_I) = K(lateI) * shareI;
        *word_at(cells, cell, ACTIVE_VECTORS, ACTIVE_SPIKE_LAG) = 0;
      }
      float v = *float_at(blocks, k, VECTORS, V);
      *float_at(cells, cell, ACTIVE_VECTORS, V) = v;
      *float_at(cells, cell, ACTIVE_VECTORS, BEFORE) = v;
      *float_at(cells, cell, ACTIVE_VECTORS, GE) = K(firstE) * (arrivedE * K(weightE) + *float_at(blocks, k, VECTORS, GE));
      *float_at(cells, cell, ACTIVE_VECTORS, GI) = K(firstI) * (arrivedI * K(weightI) + *float_at(blocks, k, VECTORS, GI));
      if (rule != RULE_crossing) {
        *word_at(cells, cell, ACTIVE_VECTORS, REFRACTORY) = *word_at(blocks, k, VECTORS, REFRACTORY);
      }
      /* Two tables behind that of a whole step lies that of the first sub-step. */
      *word_at(cells, cell, ACTIVE_VECTORS, LAG) = *word_at(blocks, k, VECTORS, LAG) + 2 * TABLE_BYTES;
      *word_at(cells, cell, ACTIVE_VECTORS, PLACE) = k;
      memcpy(gates_of(cells, cell, ACTIVE_VECTORS), gates_of(blocks, k, VECTORS), 16);
    }
  }
  return cell;
}

/* All sub-steps of the active cells, one after the other. */
INLINE void sub_steps(const char *restrict memory, char *restrict cells, uint32_t active) {
  const uint32_t groups = (active + LANES - 1) / LANES;
  for (int left = SUB_STEPS; left > 0; left--) {
    for (uint32_t g = 0; g < groups; g++) {
      Float *block = (Float *)cells + (size_t)g * ACTIVE_VECTORS;
      Float w = block[V], clamped = w, x[4], gE = block[GE], gI = block[GI];
      Word row = row_of(memory, &clamped) | (Word)block[LAG];
      block[LAG] = (Float)((Int){} + KI(subTable));
      step_gates(memory, block + GATES, row, clamped, x, 1);
      block[GE] = gE * K(nextE) + K(floor);
      block[GI] = gI * K(nextI) + K(floor);
      if (IS_LATE) {
        gE = gE + block[LATE_E];
        gI = gI + block[LATE_I];
      }
      Half half = currents(memory, w, x, gE, gI, 1);
      Float new = relaxed(memory, half, K(s1), K(s2), K(s3), K(s4), K(s5));
      block[V] = new;
      if (IS_LATE) {
        Int crossed = (Int)(w < (Float){}) & (Int)(new >= (Float){});
        Float lag = (new / (new - w) + (float)(left - 1)) * K(subStep);
        block[ACTIVE_SPIKE_LAG] = choose(crossed, lag, block[ACTIVE_SPIKE_LAG]);
      }
    }
  }
}

/* Copies the active cells back to their chunk, and sets the bits of those that fire. */
INLINE void scatter(char *memory, uint32_t rule, char *blocks, uint32_t active, uint32_t *fired) {
  char *cells = memory + ACTIVE_ADDRESS;
  for (uint32_t first = 0; first < active; first += LANES) {
    Float *block = (Float *)cells + (size_t)(first / LANES) * ACTIVE_VECTORS;
    Int fire = fires(memory, rule, block[BEFORE], block[V], (Int *)block + REFRACTORY);
    if (IS_LATE) block[ACTIVE_SPIKE_LAG] = (Float)((Int)block[ACTIVE_SPIKE_LAG] & fire);
    uint32_t bits = bits_of(fire);
    for (uint32_t cell = first; cell < active && cell < first + LANES; cell++, bits >>= 1) {
      uint32_t k = *word_at(cells, cell, ACTIVE_VECTORS, PLACE);
      *word_at(blocks, k, VECTORS, V) = *word_at(cells, cell, ACTIVE_VECTORS, V);
      if (rule != RULE_crossing) {
        *word_at(blocks, k, VECTORS, REFRACTORY) = *word_at(cells, cell, ACTIVE_VECTORS, REFRACTORY);
      }
      if (IS_LATE) {
        *word_at(blocks, k, VECTORS, SPIKE_LAG) = *word_at(cells, cell, ACTIVE_VECTORS, ACTIVE_SPIKE_LAG);
      }
      *word_at(blocks, k, VECTORS, LAG) = 2 * TABLE_BYTES;
      memcpy(gates_of(blocks, k, VECTORS), gates_of(cells, cell, ACTIVE_VECTORS), 16);
      fired[k / LANES] |= (bits & 1) << (k % LANES);
    }
  }
}

/* A step of a method with sub-steps, a chunk of neurons at a time; active cells among them take sub-steps instead of a whole one. */
INLINE uint32_t *substepped(char *memory, Range range, uint32_t *list, uint32_t first) {
  const uint32_t chunk = CHUNK_NEURONS / LANES;
  uint32_t active[CHUNK_NEURONS / LANES], fired[CHUNK_NEURONS / LANES];
  for (uint32_t begin = 0; begin < range.groups; begin += chunk) {
    uint32_t groups = range.groups - begin < chunk ? range.groups - begin : chunk;
    char *blocks = range.block + (size_t)4 * LANES * VECTORS * begin;
    Int *counts = range.counts + begin;
    Word *sums = range.sums + 2 * begin;
    uint32_t cells =
        gather(memory, range.rule, blocks, (uint32_t *)counts, (uint32_t *)sums, groups, active);
    Range part = {blocks, counts, sums, groups, range.rule};
    whole_steps(memory, blocks, counts, sums, (Choice){0, 1}, part, list, 0, fired);
    for (uint32_t g = 0; g < groups; g++) fired[g] &= ~active[g];
    sub_steps(memory, memory + ACTIVE_ADDRESS, cells);
    scatter(memory, range.rule, blocks, cells, fired);
    for (uint32_t g = 0; g < groups; g++) {
      for (uint32_t bits = fired[g]; bits != 0; bits &= bits - 1) {
        uint32_t k = LANES * g + (uint32_t)__builtin_ctz(bits);
        if (IS_LATE) {
          *(uint32_t *)((char *)list + LATE_WORD(toLags)) = *word_at(blocks, k, VECTORS, SPIKE_LAG);
        }
        *list++ = first + LANES * begin + k;
      }
    }
  }
  return list;
}
