export { ClockView } from './clock.contract.ts'
export { registerCaseSight } from './clock.policy.ts'
export {
  type Approved,
  extendClock,
  type NewClock,
  pauseClock,
  resumeClock,
  startClock,
  startClocks,
  stopClocks,
  stopClocksOfCase,
} from './clock.service.ts'
export { type ClockFacts, isLate, lastDayOf } from './clock.ts'
export { recomputedWords } from './clock.words.ts'
export { clocksOfCase, presentClocks } from './clock-view.service.ts'
export { deadlineIf } from './deadline-ahead.service.ts'
export { ensureCalendar, importCalendar } from './publish-calendar.service.ts'
export { sweepClocks } from './sweep-clocks.service.ts'
export { countLateUnder } from './try-period.service.ts'
