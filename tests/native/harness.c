/*
 * Runs the native engine's loop on memories from a file, in a program of its own, for sanitizers: they see every access and
 * every shift there, which they cannot in a library that Deno opens. Memories are allocated to the byte.
 *
 *     harness FILE: 32-bit words: threads, steps, bytes of the shared memory, bytes of each thread's; then these memories.
 *     They are written back; the exit status is 0 where that worked, and the steps that were done are printed.
 */

#include "loop.c"
#include <stdio.h>

static char *read_memory(FILE *file, uint32_t bytes) {
  char *memory = aligned_alloc(64, (bytes + 63) / 64 * 64);
  if (memory == 0 || fread(memory, 1, bytes, file) != bytes) exit(2);
  return memory;
}

int main(int argc, char **argv) {
  FILE *file = argc > 1 ? fopen(argv[1], "r+b") : 0;
  uint32_t head[3], bytes[64];
  if (file == 0 || fread(head, 4, 3, file) != 3 || head[0] > 64 || fread(bytes, 4, head[0], file) != head[0]) return 2;
  long start = ftell(file);
  char *shared = read_memory(file, head[2]);
  uint64_t memories[64];
  for (uint32_t k = 0; k < head[0]; k++) memories[k] = (uint64_t)(uintptr_t)read_memory(file, bytes[k]);
  Team *team = team_create(head[0], shared, memories);
  if (team == 0) return 3;
  printf("%u\n", team_run(team, head[1]));
  team_dispose(team);
  fseek(file, start, SEEK_SET);
  if (fwrite(shared, 1, head[2], file) != head[2]) return 2;
  for (uint32_t k = 0; k < head[0]; k++) {
    char *memory = (char *)(uintptr_t)memories[k];
    if (fwrite(memory, 1, bytes[k], file) != bytes[k]) return 2;
    free(memory);
  }
  free(shared);
  return fclose(file) == 0 ? 0 : 2;
}
