export { handOverSome } from './hand-over.service.ts'
export { getMeeting, keepMinutes, pickCases, planMeeting, signList } from './handover.service.ts'
