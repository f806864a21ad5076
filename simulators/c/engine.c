/*
 * COBA-HH in C: a complete engine in one file without dependencies, as an example of the protocol (docs/engine-protocol.md).
 * Exponential Euler, float64, one thread; the equations are those of docs/model.md.
 *
 *     cc -O2 -o engine simulators/c/engine.c -lm
 *     deno task validate --engine "exec:./engine"
 *
 * A message is a line of JSON, then the arrays that it lists, raw and little-endian, as x86 and ARM have them in memory.
 * A program that reads only a dozen known fields needs no JSON library: `value` finds the text of one by its path.
 */

#include <math.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- The wire ---- */

/* The end of the JSON value that begins at s. */
static const char *skip(const char *s) {
  int depth = 0;
  do {
    if (*s == '"') {
      for (s++; *s != '"'; s++) if (*s == '\\') s++;
    } else if (*s == '{' || *s == '[') {
      depth++;
    } else if (*s == '}' || *s == ']') {
      depth--;
    }
    s++;
  } while (depth > 0 || (*s != ',' && *s != '}' && *s != ']' && *s != '\0'));
  return s;
}

/* The text of the field at a path such as "spec.parameters.gNa", or NULL. JSON.stringify writes no blanks. */
static const char *value(const char *json, const char *path) {
  size_t length = strcspn(path, ".");
  if (json == NULL || *json != '{') return NULL;
  for (const char *s = json + 1; *s == '"';) {
    const char *key = s + 1, *end = strchr(key, '"'), *text = end + 2;
    if ((size_t)(end - key) == length && strncmp(key, path, length) == 0) {
      return path[length] == '.' ? value(text, path + length + 1) : text;
    }
    s = skip(text);
    if (*s == ',') s++;
  }
  return NULL;
}

static double number(const char *json, const char *path) {
  const char *text = value(json, path);
  return text == NULL ? NAN : strtod(text, NULL);
}

/* Whether the field is this string. */
static int is(const char *json, const char *path, const char *string) {
  const char *text = value(json, path);
  size_t length = strlen(string);
  return text != NULL && *text == '"' && strncmp(text + 1, string, length) == 0 && text[length + 1] == '"';
}

typedef struct { char name[32]; size_t length; void *data; } Array;

static Array arrays[16];
static int array_count;

/* Reads the arrays that a line lists; 0 if the input ends. */
static int read_arrays(const char *json) {
  while (array_count > 0) free(arrays[--array_count].data);
  const char *list = value(json, "arrays");
  for (const char *s = list == NULL ? "" : list + 1; *s == '{' && array_count < 16;) {
    Array *array = &arrays[array_count++];
    size_t size = is(s, "type", "u32") ? 4 : 8;
    sscanf(value(s, "name"), "\"%31[^\"]", array->name);
    array->length = (size_t)number(s, "length");
    array->data = malloc(array->length * size + 1);
    if (fread(array->data, size, array->length, stdin) != array->length) return 0;
    s = skip(s);
    if (*s == ',') s++;
  }
  return 1;
}

/* An array of the request, or NULL; it can be kept by setting `data` to NULL. */
static Array *array(const char *name) {
  for (int k = 0; k < array_count; k++) if (strcmp(arrays[k].name, name) == 0) return &arrays[k];
  return NULL;
}

static void *keep(const char *name) {
  void *data = array(name)->data;
  array(name)->data = NULL;
  return data;
}

static void fail(const char *kind, const char *message) {
  printf("{\"error\":\"%s\",\"message\":\"%s\"}\n", kind, message);
}

/* ---- The network ---- */

enum { V, M, H, N, GE, GI, SPIKE, REFRACTORY, VARIABLES };
static const char *const NAMES[VARIABLES] = {"v", "m", "h", "n", "gE", "gI", "spike", "refractory"};

typedef struct {
  uint32_t neurons, excitatory, step;
  double wE, wI, dt, current, threshold, refractory_steps, due;
  double cM, gL, gNa, gK, eL, eNa, eK, vT, eE, eI, decayE, decayI;
  int linear, rule, order; /* rule: 0 crossing, 1 above, 2 peak; order: 0 decay-add-use, 1 add-decay-use, 2 add-use-decay */
  uint32_t *row_start, *targets, *arrivingE, *arrivingI;
  double *state[VARIABLES];
} Simulation;

static Simulation *simulations[1 << 20];
static int simulation_count;

static Simulation *create(const char *json) {
  Simulation *s = calloc(1, sizeof *s);
  const char *p = value(json, "spec.parameters");
  s->neurons = (uint32_t)number(json, "neurons");
  s->excitatory = (uint32_t)number(json, "excitatory");
  s->wE = number(json, "wE"), s->wI = number(json, "wI"), s->dt = number(json, "dt");
  s->current = number(json, "spec.current");
  s->cM = number(p, "cM"), s->gL = number(p, "gL"), s->gNa = number(p, "gNa"), s->gK = number(p, "gK");
  s->eL = number(p, "eL"), s->eNa = number(p, "eNa"), s->eK = number(p, "eK"), s->vT = number(p, "vT");
  s->eE = number(p, "eE"), s->eI = number(p, "eI");
  s->decayE = exp(-s->dt / number(p, "tauE")), s->decayI = exp(-s->dt / number(p, "tauI"));
  s->linear = is(json, "spec.synapses.current", "linear");
  s->order = is(json, "spec.synapses.order", "decay-add-use") ? 0 : is(json, "spec.synapses.order", "add-decay-use") ? 1 : 2;
  s->rule = is(json, "spec.spike.rule", "crossing") ? 0 : is(json, "spec.spike.rule", "above") ? 1 : 2;
  s->threshold = number(json, "spec.spike.threshold");
  s->refractory_steps = ceil(number(json, "spec.spike.refractory") / s->dt - 1e-6) + (s->rule == 2);
  s->due = exp2(round(number(json, "spec.synapses.delay") / s->dt));
  s->row_start = keep("rowStart"), s->targets = keep("targets");
  for (int k = V; k <= GI; k++) s->state[k] = keep(NAMES[k]);
  for (int k = SPIKE; k < VARIABLES; k++) s->state[k] = calloc(s->neurons + 1, sizeof(double));
  s->arrivingE = calloc(s->neurons + 1, sizeof(uint32_t));
  s->arrivingI = calloc(s->neurons + 1, sizeof(uint32_t));
  return s;
}

static void dispose(Simulation *s) {
  for (int k = 0; k < VARIABLES; k++) free(s->state[k]);
  free(s->row_start), free(s->targets), free(s->arrivingE), free(s->arrivingI), free(s);
}

/* ---- A step ---- */

/* x / (e^x - 1), and its limit 1 at x = 0. */
static double exprelr(double x) { return x == 0 ? 1 : x / expm1(x); }

/* A gate after dt [ms] at constant rates [1/ms]. */
static double relax(double x, double alpha, double beta, double dt) {
  double steady = isinf(alpha) ? 1 : alpha / (alpha + beta);
  return steady + (x - steady) * exp(-(alpha + beta) * dt);
}

/*
 * Counts the spikes that are due, and the external events of this step, at their targets. Bit k of a neuron's spikes is set
 * where it fired k steps before the last one; the oldest bit is due.
 */
static void deliver(Simulation *s, const uint32_t *event_step, const uint32_t *event_neuron, size_t events) {
  memset(s->arrivingE, 0, s->neurons * sizeof(uint32_t));
  memset(s->arrivingI, 0, s->neurons * sizeof(uint32_t));
  for (uint32_t i = 0; i < s->neurons; i++) {
    if (s->state[SPIKE][i] < s->due) continue;
    uint32_t *counts = i < s->excitatory ? s->arrivingE : s->arrivingI;
    for (uint32_t k = s->row_start[i]; k < s->row_start[i + 1]; k++) counts[s->targets[k]]++;
  }
  for (size_t k = 0; k < events; k++) if (event_step[k] == s->step) s->arrivingE[event_neuron[k]]++;
}

/* Advances a neuron by a step; whether it fires. */
static int advance_neuron(Simulation *s, uint32_t i) {
  double **x = s->state, dt = s->dt;
  double jumpE = s->arrivingE[i] * s->wE, jumpI = s->arrivingI[i] * s->wI, *gE = &x[GE][i], *gI = &x[GI][i];
  switch (s->order) {
    case 0: *gE = *gE * s->decayE + jumpE, *gI = *gI * s->decayI + jumpI; break;
    case 1: *gE = (*gE + jumpE) * s->decayE, *gI = (*gI + jumpI) * s->decayI; break;
    default: *gE += jumpE, *gI += jumpI;
  }
  double v = x[V][i], m = x[M][i], h = x[H][i], n = x[N][i], u = v - s->vT;
  double sodium = s->gNa * (m * m * m) * h, potassium = s->gK * ((n * n) * (n * n));
  double f = (-s->gL * (v - s->eL) - sodium * (v - s->eNa) - potassium * (v - s->eK) +
              *gE * (s->eE - v) + *gI * (s->eI - v) + s->current) / s->cM;
  double rate = -(s->gL + sodium + potassium + (s->linear ? *gE + *gI : 0)) / s->cM;
  double after = v + dt * f / exprelr(rate * dt);
  x[V][i] = after;
  x[M][i] = relax(m, 0.32 * 4 * exprelr((13 - u) / 4), 0.28 * 5 * exprelr((u - 40) / 5), dt);
  x[H][i] = relax(h, 0.128 * exp((17 - u) / 18), 4 / (1 + exp((40 - u) / 5)), dt);
  x[N][i] = relax(n, 0.032 * 5 * exprelr((15 - u) / 5), 0.5 * exp((10 - u) / 40), dt);
  if (s->order == 2) *gE *= s->decayE, *gI *= s->decayI;

  if (x[REFRACTORY][i] > 0) x[REFRACTORY][i]--;
  int fulfilled = s->rule == 0   ? v < s->threshold && after >= s->threshold
                  : s->rule == 1 ? after > s->threshold
                                 : after >= s->threshold && after < v;
  int fires = fulfilled && x[REFRACTORY][i] == 0;
  x[SPIKE][i] = fmod(2 * x[SPIKE][i], 2 * s->due) + fires;
  if (fires) x[REFRACTORY][i] = s->refractory_steps;
  return fires;
}

static void advance(Simulation *s, uint32_t steps) {
  Array *event_step = array("stimulusStep"), *event_neuron = array("stimulusNeuron");
  size_t count = 0, capacity = 1024;
  uint32_t *step = malloc(capacity * 4), *neuron = malloc(capacity * 4);
  struct timespec began, ended;
  clock_gettime(CLOCK_MONOTONIC, &began);
  for (uint32_t end = s->step + steps; s->step < end; s->step++) {
    deliver(s, event_step->data, event_neuron->data, event_step->length);
    for (uint32_t i = 0; i < s->neurons; i++) {
      if (!advance_neuron(s, i)) continue;
      if (count == capacity) {
        capacity *= 2;
        step = realloc(step, capacity * 4), neuron = realloc(neuron, capacity * 4);
      }
      step[count] = s->step, neuron[count++] = i;
    }
  }
  clock_gettime(CLOCK_MONOTONIC, &ended);
  double seconds = (double)(ended.tv_sec - began.tv_sec) + 1e-9 * (double)(ended.tv_nsec - began.tv_nsec);
  printf("{\"ok\":true,\"seconds\":%.9g,\"arrays\":[{\"name\":\"step\",\"type\":\"u32\",\"length\":%zu},"
         "{\"name\":\"neuron\",\"type\":\"u32\",\"length\":%zu}]}\n", seconds, count, count);
  fwrite(step, 4, count, stdout), fwrite(neuron, 4, count, stdout);
  free(step), free(neuron);
}

/* ---- Requests ---- */

static void read_variable(Simulation *s, const double *values) {
  Array *asked = array("neurons");
  size_t length = asked == NULL ? s->neurons : asked->length;
  printf("{\"ok\":true,\"arrays\":[{\"name\":\"values\",\"type\":\"f64\",\"length\":%zu}]}\n", length);
  if (asked == NULL) fwrite(values, sizeof(double), length, stdout);
  else for (size_t k = 0; k < length; k++) fwrite(&values[((uint32_t *)asked->data)[k]], sizeof(double), 1, stdout);
}

static void answer(const char *json) {
  if (is(json, "request", "hello")) {
    puts("{\"ok\":true,\"protocol\":1,\"name\":\"c\",\"version\":\"1\",\"precision\":\"float64\","
         "\"methods\":[\"exp_auto\"],\"maxThreads\":1,\"description\":\"exponential Euler in C, an example of the protocol\"}");
    return;
  }
  if (is(json, "request", "create")) {
    if (simulation_count == 1 << 20) return fail("failed", "too many simulations");
    simulations[simulation_count++] = create(json);
    printf("{\"ok\":true,\"simulation\":%d,\"variables\":[\"v\",\"m\",\"h\",\"n\",\"gE\",\"gI\",\"spike\",\"refractory\"]}\n",
           simulation_count);
    return;
  }
  int k = (int)number(json, "simulation") - 1;
  if (k < 0 || k >= simulation_count || simulations[k] == NULL) return fail("range", "a simulation that exists is required");
  Simulation *s = simulations[k];
  if (is(json, "request", "advance")) return advance(s, (uint32_t)number(json, "steps"));
  if (is(json, "request", "dispose")) {
    dispose(s);
    simulations[k] = NULL;
    puts("{\"ok\":true}");
    return;
  }
  int variable = 0;
  while (variable < VARIABLES && !is(json, "variable", NAMES[variable])) variable++;
  if (variable == VARIABLES) return fail("range", "a request and a variable of this engine are required");
  if (is(json, "request", "read")) return read_variable(s, s->state[variable]);
  memcpy(s->state[variable], array("values")->data, s->neurons * sizeof(double));
  puts("{\"ok\":true}");
}

int main(void) {
  char *line = NULL;
  size_t capacity = 0;
  signal(SIGINT, SIG_IGN); /* Ctrl-C reaches this program, too; it leaves when its input ends */
  while (getline(&line, &capacity, stdin) > 0 && read_arrays(line)) {
    answer(line);
    fflush(stdout);
  }
  return 0;
}
