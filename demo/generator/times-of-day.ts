import type { Random } from './random.ts'

/** Gives a moment of a working day each time it is asked; what is asked later for the same day comes later. */
export function timesOfDay(random: Random): (day: string) => string {
  const lastMinute = new Map<string, number>()
  return (day) => {
    const minute = (lastMinute.get(day) ?? random.int(510, 900)) + random.int(3, 22)
    lastMinute.set(day, minute)
    const [hour, rest] = [Math.floor(minute / 60), minute % 60]
    const second = random.int(0, 59)
    const time = [hour, rest, second].map((part) => String(part).padStart(2, '0')).join(':')
    return `${day}T${time}+08:00`
  }
}
