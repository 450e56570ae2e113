export { handOverSome } from './hand-over.service.ts'
export { keepMinutes, pickCases, planMeeting, signList } from './handover.service.ts'
