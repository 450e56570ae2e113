import type { MeetingDraft, MeetingView } from './handover.contract.ts'

export const meetingOf = (change: Partial<MeetingDraft> = {}): MeetingDraft => ({
  title: '2026 年第一次代表建议集中交办会',
  line: 'recess',
  heldOn: '2026-03-04',
  place: '区人大常委会会议室',
  note: '',
  ...change,
})

/** The view of an answer that has to be a success; anything else tells what it was. */
export async function meetingIn(response: Response): Promise<MeetingView> {
  const body: unknown = await response.json()
  if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(body)}`)
  return body as MeetingView
}
