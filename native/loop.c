/*
 * The step loop of the native engine, for one thread or several: the file that is compiled, with the others in it. Names and memory are those of the
 * WebAssembly engine (engine/layout.ts, engine/thread_image.ts): an address is an offset in the memory of its thread.
 *
 * A step: pending spikes are counted at their targets, external events are counted, the update kernel runs, and what fired
 * becomes pending and is logged. With several threads each owns a range of neurons and has a memory of its own; spikes go
 * through a shared memory, in lists that are double-buffered by the parity of the step, so one barrier a step is enough.
 *
 * Nothing of the C library is used but memory and threads.
 */

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include "update.c"
#include "delivery.c"

#define EXPORT __attribute__((visibility("default")))

/* Looks at a word, of a nanosecond or two each, that take the time of one with a pause. */
#define LOOKS_PER_PAUSE 16

typedef struct {
  _Alignas(64) _Atomic uint32_t word;
} Shared;

/* The threads of a simulation: that of the caller, which is number 0, and others that wait for commands. */
typedef struct {
  uint32_t threads;
  char *shared;      /* lists of spikes that threads exchange */
  char **memory;     /* of each thread */
  pthread_t *handles;
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  uint32_t steps;    /* of the present command; 0 ends the threads */
  Shared command;    /* grows by one with each command */
  Shared finished;   /* threads that have finished it */
  Shared arrived;    /* threads at the barrier */
  Shared generation; /* times that it has opened */
  Shared sleepers;
} Team;

INLINE void pause_briefly(void) {
#if defined(__SSE2__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/* Waits until the word is no longer `value`: spins for the time of so many looks, then sleeps. */
static void wait_while(Team *team, Shared *shared, uint32_t value, uint32_t spins) {
  for (uint32_t spin = 0; spin < spins; spin += LOOKS_PER_PAUSE) {
    if (atomic_load_explicit(&shared->word, memory_order_acquire) != value) return;
    pause_briefly();
  }
  pthread_mutex_lock(&team->mutex);
  atomic_fetch_add(&team->sleepers.word, 1);
  while (atomic_load(&shared->word) == value) pthread_cond_wait(&team->changed, &team->mutex);
  atomic_fetch_sub(&team->sleepers.word, 1);
  pthread_mutex_unlock(&team->mutex);
}

/* Wakes who sleeps, after a word has changed. */
static void wake(Team *team) {
  if (atomic_load(&team->sleepers.word) == 0) return;
  pthread_mutex_lock(&team->mutex);
  pthread_cond_broadcast(&team->changed);
  pthread_mutex_unlock(&team->mutex);
}

/* The last thread to arrive opens the barrier. */
static void barrier(Team *team, uint32_t spins) {
  uint32_t generation = atomic_load(&team->generation.word);
  if (atomic_fetch_add(&team->arrived.word, 1) + 1 == team->threads) {
    atomic_store(&team->arrived.word, 0);
    atomic_fetch_add(&team->generation.word, 1);
    wake(team);
  } else {
    wait_while(team, &team->generation, generation, spins);
  }
}

/* The spikes' lags, where spikes are late: their lists are at the same distance from all lists of a memory. */
INLINE void copy_lags(char *memory, uint32_t *to, const uint32_t *from, size_t bytes) {
  memmove((char *)to + LATE_WORD(toLags), (const char *)from + LATE_WORD(toLags), bytes);
}

/* Whether something is due after this step: every `every` steps, if at all. */
INLINE int is_due(uint32_t step, uint32_t every, uint32_t phase) { return every != 0 && step % every == phase; }

/* Whether another number of the range's potentials is not finite than at the last look. */
static int look(char *memory) {
  const Int *block = (const Int *)(memory + S(block)), infinity = (Int){} + 0x7f800000;
  Int sum = {};
  for (uint32_t g = 0; g < S(groups); g++, block += VECTORS) sum -= (Int)((block[V] & infinity) == infinity);
  uint32_t lost = 0;
  for (int lane = 0; lane < LANES; lane++) lost += (uint32_t)sum[lane];
  int is_changed = lost != S(lost);
  S(lost) = lost;
  return is_changed;
}

/* Watches, after the update of a step: copies the watched words into a row of samples; LOST_BIT where a look finds more, else 0. */
INLINE uint32_t watch(char *memory, char **row) {
  if (is_due(S(step), S(sampleEvery), S(samplePhase))) {
    const uint32_t *word = (const uint32_t *)(memory + S(watched)), *end = (const uint32_t *)(memory + S(watchedEnd));
    for (; word < end; word += 2) *(uint32_t *)(*row + word[1]) = *(const uint32_t *)(memory + word[0]);
    *row += S(rowBytes);
  }
  return is_due(S(step), S(lookEvery), S(lookPhase)) && look(memory) ? LOST_BIT : 0;
}

/* Updates the thread's neurons, and gathers the spikes of all threads at `cursor`, in order of neurons; returns their end. */
static uint32_t *exchange(Team *team, char *memory, uint32_t *cursor, char **row, uint32_t *lost) {
  uint32_t parity = S(step) & 1, *own = (uint32_t *)(memory + S(own));
  uint32_t *lists = (uint32_t *)(team->shared + S(sharedLists)) + (size_t)parity * S(neurons);
  const size_t to_lags = (size_t)SHARED_LIST_BYTES * S(neurons);
  uint32_t *counts = (uint32_t *)(team->shared + SHARED_COUNTS_ADDRESS) + (size_t)parity * S(threads) * CACHE_LINE / 4;
  size_t bytes = (size_t)((char *)update(memory, own) - (char *)own);
  *lost = watch(memory, row);
  memcpy(lists + S(first), own, bytes);
  if (IS_LATE) memcpy((char *)(lists + S(first)) + to_lags, (char *)own + LATE_WORD(toLags), bytes);
  counts[S(thread) * CACHE_LINE / 4] = (uint32_t)bytes | *lost;
  barrier(team, S(spins));
  for (uint32_t k = 0; k < S(threads); k++) {
    const uint32_t *list = lists + ((const uint32_t *)(memory + FIRSTS_ADDRESS))[k];
    bytes = counts[k * CACHE_LINE / 4] & (LOST_BIT - 1);
    *lost |= counts[k * CACHE_LINE / 4] & LOST_BIT;
    memcpy(cursor, list, bytes);
    if (IS_LATE) memcpy((char *)cursor + LATE_WORD(toLags), (const char *)list + to_lags, bytes);
    cursor += bytes / 4;
  }
  return cursor;
}

/* Advances a thread by at most so many steps, fewer where the log might overflow; returns by how many. */
static uint32_t run_thread(Team *team, char *memory, uint32_t steps) {
  uint32_t *pending = (uint32_t *)(memory + S(pending)), *list = pending, *end = (uint32_t *)(memory + S(pendingEnd));
  uint32_t *log = (uint32_t *)(memory + S(log)), *cursor = log, done = 0, lost = 0;
  char *row = (team->threads > 1 ? team->shared : memory) + S(samples);
  const size_t room = (S(logEnd) - S(log)) / 4;
  for (size_t logged = 0; done < steps && lost == 0 && logged + S(neurons) <= room; done++) {
    deliver(memory, list, end);
    uint32_t *counts = (uint32_t *)(memory + S(counts)), *event = (uint32_t *)(memory + S(event));
    for (; S(event) < S(eventEnd) && event[0] == S(step); event += 2) {
      counts[event[1]]++;
      S(event) += 8;
    }
    uint32_t *next;
    if (team->threads > 1) {
      next = exchange(team, memory, cursor, &row, &lost);
    } else {
      next = update(memory, cursor);
      lost = watch(memory, &row);
    }
    list = cursor;
    end = next;
    ((uint32_t *)(memory + S(logCounts)))[done] = (uint32_t)(next - cursor);
    logged += (size_t)(next - cursor);
    if (S(isLogging)) cursor = next;
    S(step)++;
  }
  S(isLost) = lost != 0;
  size_t bytes = (size_t)((char *)end - (char *)list);
  memmove(pending, list, bytes);
  if (IS_LATE) copy_lags(memory, pending, list, bytes);
  S(pendingEnd) = S(pending) + (uint32_t)bytes;
  return done;
}

/* What a thread besides the caller's does: commands, until one says 0 steps. */
typedef struct { Team *team; uint32_t thread; } Place;

static void *follow(void *argument) {
  Place place = *(Place *)argument;
  Team *team = place.team;
  const char *memory = team->memory[place.thread];
  const uint32_t spins = S(spins);
  free(argument);
  for (uint32_t seen = 0;; seen++) {
    wait_while(team, &team->command, seen, spins);
    if (team->steps == 0) return 0;
    run_thread(team, team->memory[place.thread], team->steps);
    atomic_fetch_add(&team->finished.word, 1);
    wake(team);
  }
}

static void command(Team *team, uint32_t steps) {
  team->steps = steps;
  atomic_store(&team->finished.word, 0);
  atomic_fetch_add(&team->command.word, 1);
  wake(team);
}

/* Ends `started` threads besides the caller's, and frees the team. */
static void dispose(Team *team, uint32_t started) {
  command(team, 0);
  for (uint32_t k = 1; k <= started; k++) pthread_join(team->handles[k], 0);
  pthread_cond_destroy(&team->changed);
  pthread_mutex_destroy(&team->mutex);
  free(team->memory);
  free(team->handles);
  free(team);
}

/* A team of threads with these memories; null where there is no room, or no more threads. */
EXPORT Team *team_create(uint32_t threads, char *shared, const uint64_t *memories) {
  Team *team = aligned_alloc(64, sizeof(Team));
  if (team == 0) return 0;
  memset(team, 0, sizeof(Team));
  team->threads = threads;
  team->shared = shared;
  team->memory = calloc(threads, sizeof(char *));
  team->handles = calloc(threads, sizeof(pthread_t));
  pthread_mutex_init(&team->mutex, 0);
  pthread_cond_init(&team->changed, 0);
  uint32_t started = 0;
  int has_room = team->memory != 0 && team->handles != 0;
  for (uint32_t k = 0; k < threads && has_room; k++) team->memory[k] = (char *)(uintptr_t)memories[k];
  for (uint32_t k = 1; k < threads && has_room; k++) {
    Place *place = malloc(sizeof(Place));
    if (place) *place = (Place){team, k};
    has_room = place != 0 && pthread_create(&team->handles[k], 0, follow, place) == 0;
    if (has_room) started++;
    else free(place);
  }
  if (has_room) return team;
  dispose(team, started);
  return 0;
}

/* Advances all threads by at most so many steps, and returns by how many. */
EXPORT uint32_t team_run(Team *team, uint32_t steps) {
  command(team, steps);
  char *memory = team->memory[0];
  uint32_t done = run_thread(team, memory, steps);
  for (uint32_t finished = 0; finished < team->threads - 1;) {
    wait_while(team, &team->finished, finished, S(spins));
    finished = atomic_load(&team->finished.word);
  }
  return done;
}

/* Ends the threads. */
EXPORT void team_dispose(Team *team) { dispose(team, team->threads - 1); }
