import type { ReactNode } from 'react'

// One set of strokes for both surfaces, drawn on a 24-px grid.
const drawings = {
  todo: <path d="M4 6h2M4 12h2M4 18h2M9 6h11M9 12h11M9 18h11" />,
  suggestion: <path d="M5 4h14v16H5zM9 9h6M9 13h6M9 17h3" />,
  topic: <path d="M9 18h6M10 21h4M12 3a6 6 0 0 0-3.5 10.9c.9.7 1.5 1.4 1.5 2.1h4c0-.7.6-1.4 1.5-2.1A6 6 0 0 0 12 3z" />,
  motion: <path d="M4 20h16M7 20V9h10v11M12 4v5M9 6h6M10 13h4" />,
  people: (
    <path d="M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.6-3.6 3.2-5.5 6.5-5.5s5.9 1.9 6.5 5.5M16 4.5a3.5 3.5 0 0 1 0 6.3M18 14.9c2 .8 3.2 2.5 3.5 5.1" />
  ),
  unit: <path d="M4 20V9l8-5 8 5v11M3 20h18M9 20v-6h6v6M9 10h.01M15 10h.01" />,
  card: (
    <path d="M3 5h18v14H3zM8.5 11a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM5.5 16c.3-2 1.5-3 3-3s2.7 1 3 3M15 9h3.5M15 13h3.5" />
  ),
  congress: (
    <path d="M3 20h18M5 20v-7M19 20v-7M9 20v-7M15 20v-7M3 13h18M12 4c-4 0-6.5 2.5-7 6h14c-.5-3.5-3-6-7-6zM12 4V2" />
  ),
  upload: <path d="M12 16V4M7 9l5-5 5 5M4 16v4h16v-4" />,
  download: <path d="M12 4v12M7 11l5 5 5-5M4 20h16" />,
  account: <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-6 8-6s7 2 8 6" />,
  approval: <path d="M5 4h14v16H5zM8.5 12l2.5 2.5 4.5-5" />,
  rules: <path d="M12 4v16M6 20h12M4 9l3-4 3 4a3 3 0 0 1-6 0zM14 9l3-4 3 4a3 3 0 0 1-6 0z" />,
  chart: <path d="M4 4v16h16M8.5 16v-5M12.5 16V8M16.5 16v-3" />,
  record: <path d="M4 5h16v4H4zM5.5 9v11h13V9M10 13h4" />,
  bell: <path d="M6 16V11a6 6 0 1 1 12 0v5l1.5 2h-15zM10 21h4" />,
  search: <path d="M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5" />,
  lock: <path d="M5 11h14v9H5zM8 11V8a4 4 0 1 1 8 0v3" />,
  device: <path d="M7 3h10v18H7zM11 18h2" />,
  leave: <path d="M10 4H5v16h5M15 8l4 4-4 4M19 12H9" />,
  back: <path d="M15 5l-7 7 7 7" />,
  next: <path d="M9 5l7 7-7 7" />,
  more: <path d="M6 9l6 6 6-6" />,
  close: <path d="M6 6l12 12M18 6L6 18" />,
  plus: <path d="M12 5v14M5 12h14" />,
  write: <path d="M4 20l1-4L16.5 4.5l3 3L8 19zM14 7l3 3" />,
  waiting: <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2" />,
  running: <path d="M4 12a8 8 0 0 1 14-5.3L20 9M20 4v5h-5M20 12a8 8 0 0 1-14 5.3L4 15M4 20v-5h5" />,
  done: <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 12.2l2.8 2.8L16 9.5" />,
  stopped: <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM6 6l12 12" />,
  warn: <path d="M12 4l9 16H3zM12 10v4M12 17h.01" />,
  late: <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v6M12 16.5h.01" />,
  link: <path d="M10 14l4-4M9 11l-2 2a3.5 3.5 0 0 0 5 5l2-2M15 13l2-2a3.5 3.5 0 0 0-5-5l-2 2" />,
  eye: (
    <path d="M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5s-7-2-9.5-6.5zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z" />
  ),
  offline: <path d="M3 3l18 18M5 10a11 11 0 0 1 4-2.5M15 7.5A11 11 0 0 1 19 10M8 14a6 6 0 0 1 8 0M12 18h.01" />,
  home: <path d="M4 11l8-7 8 7v9h-5v-6H9v6H4z" />,
  type: <path d="M4 19L9.5 5 15 19M6 14.5h7M16 19l2.5-7 2.5 7M17 16.8h3" />,
  language: (
    <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c2.5 2.5 3.8 5.5 3.8 9s-1.3 6.5-3.8 9c-2.5-2.5-3.8-5.5-3.8-9S9.5 5.5 12 3z" />
  ),
  camera: <path d="M4 8h3.5L9 5h6l1.5 3H20v11H4zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z" />,
  clip: <path d="M8 12.5l6.5-6.5a3 3 0 0 1 4.2 4.2L10 19a5 5 0 0 1-7-7l8-8" />,
  columns: <path d="M4 5h16v14H4zM9.5 5v14M14.5 5v14" />,
  print: <path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z" />,
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof drawings

/** Always beside a word, hence silent to screen readers. */
export const Icon = ({ name, size = 18 }: { name: IconName; size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.7"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
    className="icon"
  >
    {drawings[name]}
  </svg>
)
