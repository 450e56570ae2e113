import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { figuresOf } from '#modules/operation/index.ts'
import type { App } from '#platform/app.ts'
import type { AccessLine } from '#platform/http/access-log.ts'

export type Metrics = {
  observe(line: Pick<AccessLine, 'method' | 'route' | 'status' | 'ms'>): void
  text(): Promise<string>
  contentType: string
}

const secondsOf = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Prometheus' figures: of requests by the template of their route, never an address, an id or a word of anybody. */
export function makeMetrics(app: App): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const labelNames = ['method', 'route', 'status']
  const requests = new Counter({ name: 'http_requests_total', help: 'Requests answered.', labelNames, registers })
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time until a request was answered.',
    labelNames,
    buckets: secondsOf,
    registers,
  })
  const gauge = (name: string, help: string, ...names: string[]) =>
    new Gauge({ name, help, labelNames: names, registers })
  const gauges = {
    connections: gauge('minsheng_database_connections', 'Connections of a pool.', 'pool', 'state'),
    jobs: gauge('minsheng_jobs', 'Jobs of a queue.', 'queue', 'state'),
    deliveries: gauge('minsheng_deliveries', 'Notices that have not left yet.', 'channel', 'state'),
    unsealed: gauge('minsheng_unsealed_events', 'Events that wait for their seal.'),
    lag: gauge('minsheng_sealing_lag_seconds', 'How long the oldest of them has been waiting.'),
    readerEvents: gauge('minsheng_reader_lag_events', 'Sealed events that a reader has not read.', 'reader'),
    readerLag: gauge('minsheng_reader_lag_seconds', 'How long the first of them has been waiting.', 'reader'),
    readerFailures: gauge('minsheng_reader_failures', 'How often in a row a reader has failed.', 'reader'),
    readerAside: gauge('minsheng_reader_set_aside_events', 'Events that a reader has gone on without.', 'reader'),
    up: gauge('minsheng_database_up', 'Whether the database has answered.'),
    writable: gauge('minsheng_writable', 'Whether a place takes what is written.', 'place'),
    free: gauge('minsheng_data_folder_free_bytes', 'What is free on the disk of the data folder.'),
  }
  // it watches the event loop and the collector from then on: not before somebody wants to know
  let isWatching = false
  return {
    contentType: registry.contentType,
    observe({ method, route, status, ms }) {
      const labels = { method, route, status: String(status) }
      requests.inc(labels)
      durations.observe(labels, ms / 1000)
    },
    async text() {
      if (!isWatching) collectDefaultMetrics({ register: registry })
      isWatching = true
      await fill(app, gauges)
      return registry.metrics()
    },
  }
}

type ReaderGauge = 'readerEvents' | 'readerLag' | 'readerFailures' | 'readerAside'
type Gauges = Record<
  'connections' | 'jobs' | 'deliveries' | 'unsealed' | 'lag' | 'up' | 'writable' | 'free' | ReaderGauge,
  Gauge
>

async function fill(app: App, gauges: Gauges): Promise<void> {
  const figures = await figuresOf(app)
  for (const one of Object.values(gauges)) one.reset()
  for (const [pool, states] of Object.entries(figures.pools)) {
    for (const [state, count] of Object.entries(states)) gauges.connections.set({ pool, state }, count)
  }
  for (const [place, isWritable] of Object.entries(figures.writable)) gauges.writable.set({ place }, isWritable ? 1 : 0)
  if (figures.freeBytes !== undefined) gauges.free.set(figures.freeBytes)
  const { stored } = figures
  gauges.up.set(stored ? 1 : 0)
  if (!stored) return
  for (const { queue, state, count } of stored.jobs) gauges.jobs.set({ queue, state }, count)
  for (const { channel, state, count } of stored.deliveries) gauges.deliveries.set({ channel, state }, count)
  gauges.unsealed.set(stored.sealing.events)
  gauges.lag.set(stored.sealing.seconds)
  for (const { reader, events, seconds, failures, setAside } of stored.readers) {
    gauges.readerEvents.set({ reader }, events)
    gauges.readerLag.set({ reader }, seconds)
    gauges.readerFailures.set({ reader }, failures)
    gauges.readerAside.set({ reader }, setAside)
  }
}
