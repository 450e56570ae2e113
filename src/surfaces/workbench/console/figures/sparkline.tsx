const [width, height, edge] = [160, 36, 3]

/** Twelve months in a line; months of which nothing can be said leave a gap. Said in words for who can't see it. */
export function Sparkline({ values, label }: { values: readonly (number | null)[]; label: string }) {
  const known = values.filter((value) => value !== null)
  if (known.length < 3) return <div className="sparkline" />
  const [low, high] = [Math.min(...known, 0), Math.max(...known)]
  const x = (at: number) => edge + (at * (width - 2 * edge)) / (values.length - 1)
  const y = (value: number) => height - edge - ((value - low) / (high - low || 1)) * (height - 2 * edge)
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      preserveAspectRatio="none"
    >
      {runsOf(values).map((run) => (
        <polyline
          key={run[0]?.at}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeLinejoin="round"
          strokeLinecap="round"
          vectorEffect="non-scaling-stroke"
          // a month alone is a dot: a line of no length with round ends
          points={[...run, ...run.slice(-1)].map(({ at, value }) => `${x(at)},${y(value)}`).join(' ')}
        />
      ))}
    </svg>
  )
}

type Point = { at: number; value: number }

/** The months that follow each other without a gap. */
function runsOf(values: readonly (number | null)[]): Point[][] {
  const runs: Point[][] = []
  for (const [at, value] of values.entries()) {
    if (value === null) continue
    const last = runs.at(-1)
    if (last && last.at(-1)?.at === at - 1) last.push({ at, value })
    else runs.push([{ at, value }])
  }
  return runs
}
