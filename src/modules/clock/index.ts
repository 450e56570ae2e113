export { ClockView } from './clock.contract.ts'
export { registerCaseSight } from './clock.policy.ts'
export {
  type Approved,
  extendClock,
  pauseClock,
  resumeClock,
  startClock,
  stopClock,
  stopClocksOfCase,
} from './clock.service.ts'
export { type ClockFacts, isLate, lastDayOf } from './clock.ts'
export { clocksOfCase, loadClocks } from './clock-view.service.ts'
export { ensureCalendar, importCalendar } from './publish-calendar.service.ts'
export { sweepClocks } from './sweep-clocks.service.ts'
