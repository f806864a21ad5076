/*
 * Delivery of spikes: every spike of a list is counted at its targets. Rows of targets are stored in one of the formats of
 * engine/row_format.ts, or made again (tools/kernel/procedural.ts), exactly as model/connection_rules.ts makes them.
 */

/* Spikes whose rows are fetched before they are delivered, and cache lines of a row: the hardware streams in what follows. */
#define AHEAD 8
#define LINES 3

/* A spike on its way: what it adds to a count, and to the sums of shares where spikes are late. */
typedef struct { uint32_t neuron, one; uint64_t shares; } Spike;

/* The integer part of x; 0 below 0 and where x is not a number, the largest integer above it. */
INLINE uint32_t truncated(float x) {
  return x >= 4294967296.0f ? UINT32_MAX : x > 0 ? (uint32_t)x : 0;
}

/* The spike of a list, whose share is that of its lag: from a table, linear between entries. */
INLINE Spike spike_at(const char *memory, const uint32_t *list) {
  Spike spike = {.neuron = *list};
  int is_excitatory = spike.neuron < S(excitatory);
  spike.one = is_excitatory ? 1 : 65536;
  if (IS_LATE) {
    float lag = *(const float *)((const char *)list + LATE_WORD(toLags)) * SHARES;
    uint32_t chord = truncated(lag);
    if (chord >= SHARES) chord = SHARES - 1;
    lag = lag - (float)chord;
    const float *table = (const float *)(memory + LATE_shares) + (is_excitatory ? 0 : SHARES + 1);
    float share = table[chord] + lag * (table[chord + 1] - table[chord]);
    spike.shares = (uint64_t)truncated(share + 0.5f) << (is_excitatory ? 0 : 32);
  }
  return spike;
}

/* Where spikes arrive: counts, and sums of shares, of the thread's neurons. */
typedef struct { uint32_t *counts; uint64_t *sums; } Targets;

INLINE void arrive(Targets at, uint32_t target, Spike spike) {
  at.counts[target] += spike.one;
  if (IS_LATE) at.sums[target] += spike.shares;
}

/* Rows of 16-bit targets. */
INLINE void read_u16(const char *row, const char *end, Targets at, Spike spike) {
  for (const uint16_t *target = (const uint16_t *)row; target < (const uint16_t *)end; target++) arrive(at, *target, spike);
}

/* Rows of distances between targets, in 1 byte or 2, of which the largest moves on without a target. */
INLINE void read_gaps(const char *row, const char *end, int bytes, Targets at, Spike spike) {
  uint32_t target = 0, skip = bytes == 1 ? 255 : 65535;
  for (; row < end; row += bytes) {
    uint32_t gap = bytes == 1 ? *(const uint8_t *)row : *(const uint16_t *)row;
    target += gap;
    if (gap != skip) arrive(at, target, spike);
  }
}

/* Stored rows: a table of their addresses, one per neuron and one more. */
INLINE void deliver_stored(const char *restrict memory, uint32_t format, const uint32_t *list, const uint32_t *end, Targets at) {
  const uint32_t *rows = (const uint32_t *)(memory + S(rows));
  for (; list < end; list++) {
    if (end - list > AHEAD) {
      for (int line = 0; line < LINES; line++) __builtin_prefetch(memory + rows[list[AHEAD]] + 64 * line);
    }
    Spike spike = spike_at(memory, list);
    const char *row = memory + rows[spike.neuron], *row_end = memory + rows[spike.neuron + 1];
    if (format == FORMAT_u16) read_u16(row, row_end, at, spike);
    else read_gaps(row, row_end, format == FORMAT_gaps8 ? 1 : 2, at, spike);
  }
}

/* Draws that are made side by side. */
#define DRAWS 16

/* lowbias32 of every word, as model/keyed_draws.ts has it. */
INLINE void mix(uint32_t x[DRAWS]) {
  for (int d = 0; d < DRAWS; d++) {
    x[d] = (x[d] ^ (x[d] >> 16)) * FIRST_FACTOR;
    x[d] = (x[d] ^ (x[d] >> 15)) * SECOND_FACTOR;
    x[d] ^= x[d] >> 16;
  }
}

INLINE uint32_t multiply_high(uint32_t a, uint32_t b) { return (uint32_t)((uint64_t)a * b >> 32); }

/* Words of the procedure that makes rows (engine/procedural_layout.ts): of its header, of a part. */
#define H(name) (*(uint32_t *)(header + PROCEDURAL_##name))
#define P(name) (*(const uint32_t *)(part + PART_##name))

/* A row that is drawn again: the first distinct integers of its key's draws (or the first draws, where targets may repeat). */
INLINE void read_drawn(char *memory, char *header, const char *part, int repeats, int excludes_self, Targets at, Spike spike) {
  const uint32_t *entry = (const uint32_t *)(memory + P(table)) + 3 * (size_t)spike.neuron;
  uint32_t weyl = entry[0], key = entry[1], wanted = entry[2], candidates = P(size), self = UINT32_MAX;
  if (wanted == 0) return;
  if (excludes_self && spike.neuron - P(first) < candidates) {
    self = spike.neuron - P(first);
    candidates--;
  }
  uint32_t rejected = -candidates % candidates, base = P(first) - H(rangeFirst), size = H(rangeSize);
  uint32_t *marks = (uint32_t *)(memory + H(marks)), mark = H(mark) + 1;
  if (mark == 0) {
    memset(marks, 0, H(markBytes));
    mark = 1;
  }
  H(mark) = mark;
  for (;; weyl += DRAWS * (uint32_t)WEYL) {
    uint32_t x[DRAWS];
    for (uint32_t d = 0; d < DRAWS; d++) x[d] = weyl + d * (uint32_t)WEYL;
    mix(x);
    for (int d = 0; d < DRAWS; d++) x[d] ^= key;
    mix(x);
    for (int d = 0; d < DRAWS; d++) {
      uint32_t target = multiply_high(x[d], candidates);
      if (x[d] * candidates < rejected) continue;
      if (!repeats) {
        if (marks[target] == mark) continue;
        marks[target] = mark;
      }
      target += base + (excludes_self && target >= self);
      if (target < size) arrive(at, target, spike);
      if (--wanted == 0) return;
    }
  }
}

/* The images of points of the permutation's grid (model/permutation.ts). */
INLINE void permute(const char *part, uint32_t left[DRAWS], uint32_t right[DRAWS]) {
  for (uint32_t round = 0; round < P(rounds); round++) {
    uint32_t *own = round % 2 ? right : left, *other = round % 2 ? left : right, x[DRAWS];
    uint32_t modulus = round % 2 ? P(b) : P(a);
    for (int d = 0; d < DRAWS; d++) x[d] = P(key0) + round + other[d] * (uint32_t)WEYL;
    mix(x);
    for (int d = 0; d < DRAWS; d++) x[d] ^= P(key1);
    mix(x);
    for (int d = 0; d < DRAWS; d++) {
      own[d] += multiply_high(x[d], modulus);
      own[d] = own[d] < own[d] - modulus ? own[d] : own[d] - modulus;
    }
  }
  for (int d = 0; d < DRAWS; d++) left[d] += right[d] * P(a);
}

/* A row that is dealt: who holds the permuted sites of the source is a target. */
INLINE void read_dealt(char *memory, char *header, const char *part, Targets at, Spike spike) {
  uint32_t source = spike.neuron - P(first), left[DRAWS], right[DRAWS];
  if (source >= P(size)) return;
  const uint32_t *begins = (const uint32_t *)(memory + P(table)) + source;
  double inverse;
  memcpy(&inverse, part + PART_inverse, 8);
  for (uint32_t site = begins[0]; site < begins[1];) {
    for (uint32_t d = 0; d < DRAWS; d++) {
      left[d] = (site + d) % P(a);
      right[d] = (site + d) / P(a);
    }
    permute(part, left, right);
    for (uint32_t d = 0; d < DRAWS && site < begins[1]; d++, site++) {
      uint32_t image = left[d];
      while (image >= P(sites)) {
        uint32_t l[DRAWS] = {image % P(a)}, r[DRAWS] = {image / P(a)};
        permute(part, l, r);
        image = l[0];
      }
      uint32_t target = (uint32_t)((image + 0.5) * inverse) - H(rangeFirst);
      if (target < H(rangeSize)) arrive(at, target, spike);
    }
  }
}

/* Rows that are made again, part by part. */
INLINE void deliver_made(char *memory, uint32_t format, const uint32_t *list, const uint32_t *end, Targets at) {
  char *header = memory + S(rows);
  int repeats = format == FORMAT_drawn_repeats || format == FORMAT_drawn_repeats_others;
  int excludes_self = format == FORMAT_drawn_others || format == FORMAT_drawn_repeats_others;
  for (; list < end; list++) {
    Spike spike = spike_at(memory, list);
    const char *part = header + PROCEDURAL_bytes;
    for (uint32_t parts = H(parts); parts > 0; parts--, part += PART_bytes) {
      if (format == FORMAT_dealt) read_dealt(memory, header, part, at, spike);
      else read_drawn(memory, header, part, repeats, excludes_self, at, spike);
    }
  }
}

/* Counts the spikes of the list at their targets. */
static void deliver(char *memory, const uint32_t *list, const uint32_t *end) {
  Targets at = {(uint32_t *)(memory + S(counts)), IS_LATE ? (uint64_t *)(memory + sums_of(memory, S(counts))) : 0};
  switch (S(format)) {
    case FORMAT_u16: deliver_stored(memory, FORMAT_u16, list, end, at); break;
    case FORMAT_gaps8: deliver_stored(memory, FORMAT_gaps8, list, end, at); break;
    case FORMAT_gaps16: deliver_stored(memory, FORMAT_gaps16, list, end, at); break;
    default: deliver_made(memory, S(format), list, end, at);
  }
}
