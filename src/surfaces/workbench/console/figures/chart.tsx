import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'

// drawn on a canvas: no style element, so the page's policy has nothing to forbid
use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer])

/** Told apart by who sees no red or green, and by their darkness on paper (Okabe and Ito). */
export const palette = ['#0072b2', '#e69f00', '#009e73', '#cc79a7'] as const

const isStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches

/** A chart, for the eye only: its numbers stand in the table beneath it. */
export function Chart({ option, label, tall = false }: { option: EChartsCoreOption; label: string; tall?: boolean }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!place.current) return undefined
    const chart = init(place.current)
    chart.setOption({ animation: !isStill(), ...option })
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(place.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [option])
  return <div ref={place} className={tall ? 'chart chart-tall' : 'chart'} role="img" aria-label={label} />
}
