/** Written by tools/generate-db-types.ts from migrations/; do not edit. */

import type { ColumnType } from 'kysely'

export type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>

export type Json = JsonValue

export type JsonArray = JsonValue[]

export type JsonObject = {
  [x: string]: JsonValue | undefined
}

export type JsonPrimitive = boolean | number | string | null

export type JsonValue = JsonArray | JsonObject | JsonPrimitive

export type Timestamp = ColumnType<Date, Date | string, Date | string>

export type Account = {
  created_at: Timestamp
  disabled_at: Timestamp | null
  id: string
  locale: Generated<string>
  must_change_password: Generated<boolean>
  name: string
  password_changed_at: Timestamp | null
  password_hash: string | null
  person_id: string
  totp_cipher: Buffer | null
  totp_confirmed_at: Timestamp | null
  totp_key_id: string | null
  totp_step: number | null
}

export type Activation = {
  account_id: string
  code_hash: Buffer
  created_at: Timestamp
  expires_at: Timestamp
  id: string
  kind: string
  made_by_person_id: string | null
  used_at: Timestamp | null
}

export type ApiToken = {
  ends_on: string
  id: string
  made_at: Timestamp
  made_by_person_id: string
  name: string
  post_id: string
  purpose: string
  revoked_at: Timestamp | null
  revoked_by_person_id: string | null
  scopes: string[]
  secret_hash: Buffer | null
  starts_on: string
  taken_at: Timestamp | null
  used_at: Timestamp | null
  version: Generated<number>
}

export type Approval = {
  asked_at: Timestamp
  asked_by_organ_id: string | null
  asked_by_person_id: string
  command: Json
  congress_id: string
  decided_at: Timestamp | null
  decided_by_person_id: string | null
  expires_at: Timestamp
  id: string
  kind: string
  status: string
  subject_id: string
}

export type Area = {
  code: string
  id: string
  kind: Generated<string>
  level: number
  name: string
  parent_id: string | null
  path: string
}

export type Assignment = {
  acknowledged_at: Timestamp | null
  acknowledged_by_person_id: string | null
  assigned_at: Timestamp | null
  co_opinion: string | null
  co_opinion_at: Timestamp | null
  co_opinion_return_reason: string | null
  id: string
  part: string
  reminded_at: Timestamp | null
  replaces_id: string | null
  return_reason: string | null
  round: Generated<number>
  rounds_before: Generated<number>
  status: string
  suggestion_id: string
  unit_id: string
  version: Generated<number>
}

export type Attachment = {
  added_at: Timestamp
  added_by_acting_id: string
  added_by_organ_id: string | null
  added_by_person_id: string
  case_id: string
  case_kind: string
  file_key: string
  height: number | null
  id: string
  kind: string
  media_type: string
  name: string
  place: string
  preview_key: string | null
  preview_sha256: Buffer | null
  sha256: Buffer | null
  size: number
  status: string
  subject_id: string | null
  width: number | null
  withdrawn_at: Timestamp | null
}

export type Checkpoint = {
  key_id: string
  root_hash: Buffer
  signature: Buffer
  signed_at: Timestamp
  size: number
}

export type ClaimedId = {
  id: string
  kind: string
}

export type Clock = {
  calendar_version: number
  case_id: string
  due_before: Timestamp
  end_of_day: string
  escalate_days: number[]
  extensions: Generated<Json>
  id: string
  moved_from: Timestamp | null
  n: number
  pauses: Generated<Json>
  roll: string
  rule_id: string
  rule_version: number
  set_before: Timestamp
  soon_days: number[]
  start_reason: string
  started_at: Timestamp
  status: string
  stopped_at: Timestamp | null
  subject_id: string
  subject_kind: string
  sweep_at: Timestamp | null
  unit: string
}

export type Commitment = {
  assignment_id: string
  congress_id: string
  content: string
  due_on: string
  evidence: string | null
  explanation: string | null
  first_due_on: string | null
  id: string
  kept_on: string | null
  owner: string
  reply_id: string
  reschedules: Generated<number>
  sent_at: Timestamp | null
  status: string
  suggestion_id: string
  unit_id: string
  version: Generated<number>
}

export type CommitteeField = {
  begun_at: Timestamp | null
  category: string | null
  committee_id: string
  congress_id: string
  ended_at: Timestamp | null
  ends_on: string | null
  id: string
  starts_on: string
  unit_id: string | null
  version: Generated<number>
}

export type Congress = {
  area_id: string
  created_at: Timestamp
  id: string
  level: number
  name: string
  short_name: string
}

export type CongressSession = {
  closes_on: string
  id: string
  motion_deadline_at: Timestamp | null
  number: number
  opens_on: string
  term_id: string
}

export type Consent = {
  given_at: Timestamp
  id: string
  notice_version: string
  person_id: string
  purpose: string
  subject_id: string
  withdrawn_at: Timestamp | null
}

export type Constituency = {
  area_id: string | null
  code: string
  congress_id: string
  id: string
  kind: string
  name: string
  seats: Generated<number>
  term_id: string
}

export type Consultation = {
  assignment_id: string
  confirmed_at: Timestamp | null
  held_on: string
  id: string
  mandate_id: string
  means: string
  noted_by_person_id: string
  summary: string
}

export type Coordination = {
  congress_id: string
  organ_id: string
  system: string
}

export type Cosign = {
  answered_at: Timestamp | null
  case_id: string
  case_kind: string
  invited_at: Timestamp
  mandate_id: string
  on_paper: Generated<boolean>
  status: string
  text_sha256: string | null
}

export type CosignedText = {
  case_id: string
  grounds: string
  proposal: string
  sha256: string
  subject: string
  title: string
}

export type CountedCase = {
  accepted_at: Timestamp | null
  answer_due: Timestamp | null
  answers: boolean
  case_id: string
  closed_at: Timestamp | null
  congress_id: string
  consulted: boolean
  contact_told: boolean | null
  contacted: boolean
  dissatisfied_at: Timestamp | null
  face_replied: boolean
  first_cast_at: Timestamp | null
  first_rank: number | null
  handed_at: Timestamp | null
  in_session: boolean
  in_time: boolean
  is_judged: boolean
  is_out: boolean
  item_id: string
  last_cast_at: Timestamp | null
  last_rank: number | null
  outcome_told: boolean | null
  replied_at: Timestamp | null
  resolved: boolean
  returns: number
  signed_in_time: boolean
  signing_told: boolean | null
  status: string
  submitted_at: Timestamp | null
  systems: string[]
  unit_id: string | null
  was_extended: boolean
  was_reassigned: boolean
}

export type CountedDay = {
  congress_id: string
  day: string
  in_session: boolean
  moment: string
  sums: number[]
  systems: string[]
}

export type CountedDefinition = {
  digest: string
  id: Generated<boolean>
}

export type CountedPart = {
  accepted_at: Timestamp | null
  answer_due: Timestamp | null
  answers: boolean
  case_id: string
  closed_at: Timestamp | null
  congress_id: string
  consulted: boolean
  contact_told: boolean | null
  contacted: boolean
  dissatisfied_at: Timestamp | null
  face_replied: boolean
  first_cast_at: Timestamp | null
  first_rank: number | null
  handed_at: Timestamp | null
  in_session: boolean
  in_time: boolean
  is_judged: boolean
  is_out: boolean
  item_id: string
  last_cast_at: Timestamp | null
  last_rank: number | null
  outcome_told: boolean | null
  replied_at: Timestamp | null
  resolved: boolean
  returns: number
  signed_in_time: boolean
  signing_told: boolean | null
  status: string
  submitted_at: Timestamp | null
  unit_id: string
  was_extended: boolean
  was_reassigned: boolean
}

export type DeadlineRequest = {
  asked_at: Timestamp
  asked_by_person_id: string | null
  assignment_id: string
  decided_at: Timestamp | null
  decided_by_person_id: string | null
  decision_reason: string | null
  ended_at: Timestamp | null
  id: string
  kind: string
  n: number | null
  reason: string
  status: string
  suggestion_id: string
  unit: string | null
}

export type Delegation = {
  id: string
  name: string
  position: Generated<number>
  term_id: string
}

export type Delivery = {
  attempts: Generated<number>
  channel: string
  claim: string | null
  claimed_at: Timestamp | null
  congress_id: string
  created_at: Timestamp
  id: string
  mode: string
  not_before: Timestamp
  notice_id: string
  person_id: string
  queued_at: Timestamp | null
  reason: string | null
  settled_at: Timestamp | null
  state: string
  told_by_person_id: string | null
  told_event_id: string | null
  tried_at: Timestamp | null
}

export type EvaluationRound = {
  assignment_id: string
  attitude: string | null
  cast_at: Timestamp | null
  cast_by_person_id: string | null
  evaluator_kind: Generated<string>
  id: string
  opened_at: Timestamp
  opinion: string | null
  result: string | null
  round: number
  status: string
  suggestion_id: string
}

export type Event = {
  acting_id: string | null
  acting_kind: string
  acting_role: string | null
  actor_account_id: string | null
  actor_person_id: string | null
  after_hash: Buffer | null
  area_path: string | null
  at: Timestamp
  case_id: string | null
  code: Buffer | null
  data: Generated<Json>
  from_state: string | null
  id: string
  leaf_hash: Buffer | null
  leaf_index: number | null
  note_hash: Buffer | null
  note_id: string | null
  rule_version: number | null
  seq: Generated<number>
  subject_id: string
  subject_kind: string
  to_state: string | null
  type: string
}

export type EventNote = {
  erased_at: Timestamp | null
  id: string
  salt: Buffer | null
  words: string | null
}

export type HandoverCase = {
  claimed_at: Timestamp | null
  handed_at: Timestamp | null
  meeting_id: string
  picked_at: Timestamp
  refusal_code: string | null
  refusal_data: Json | null
  status: string
  suggestion_id: string
}

export type HandoverMeeting = {
  begun_at: Timestamp | null
  changed_at: Timestamp
  congress_id: string
  created_at: Timestamp
  held_on: string
  id: string
  line: string
  minutes: Generated<string>
  note: Generated<string>
  organ_id: string
  place: Generated<string>
  status: string
  title: string
  version: Generated<number>
}

export type HandoverSignature = {
  meeting_id: string
  note: Generated<string>
  signed_at: Timestamp
  signed_by_post_id: string
  unit_id: string
}

export type IssuedPaper = {
  assignment_id: string | null
  case_id: string | null
  congress_id: string
  content: Json
  id: string
  issued_at: Timestamp
  issued_by_person_id: string
  kind: string
  number: string
  organ_id: string
  voided_at: Timestamp | null
  voided_by_paper_id: string | null
}

export type KeyOversight = {
  changed_at: Timestamp
  committee_id: string | null
  conclusion: string | null
  congress_id: string
  continues_id: string | null
  created_at: Timestamp
  decided_on: string | null
  decision_number: string | null
  ended_at: Timestamp | null
  grounds: Generated<string>
  id: string
  moved_at: Timestamp | null
  organ_id: string
  stalled_at: Timestamp | null
  status: string
  title: string
  version: Generated<number>
  year: number
}

export type KeyOversightActivity = {
  asked: Generated<string>
  found: string
  held_on: string
  id: string
  kind: string
  oversight_id: string
  people: string
  place: string
  recorded_at: Timestamp
  recorded_by_post_id: string
}

export type KeyOversightCase = {
  added_at: Timestamp
  face_replied_on: string | null
  face_reply_by_post_id: string | null
  face_reply_head: string | null
  face_reply_note: string | null
  oversight_id: string
  suggestion_id: string
}

export type KeyOversightLead = {
  confirmed_at: Timestamp | null
  confirmed_by_post_id: string | null
  id: string
  name: string
  on_behalf: Generated<boolean>
  organ_id: string
  oversight_id: string
  person_id: string | null
  side: string
  title: Generated<string>
}

export type KeyOversightSignature = {
  activity_id: string
  lead_id: string
  on_behalf: boolean
  signed_at: Timestamp
  signed_by_post_id: string
}

export type Mandate = {
  congress_id: string
  constituency_id: string | null
  delegation_id: string | null
  end_reason: string | null
  ended_on: string | null
  id: string
  number: string
  person_id: string
  started_on: string
  status: string
  term_id: string
  version: Generated<number>
}

export type MandateSuspension = {
  ends_on: string | null
  id: string
  mandate_id: string
  starts_on: string
}

export type Motion = {
  category: Generated<string>
  changed_at: Timestamp
  closed_at: Timestamp | null
  committee_id: string | null
  committee_report: string | null
  committee_reported_at: Timestamp | null
  congress_id: string
  congress_session_id: string | null
  created_at: Timestamp
  decided_at: Timestamp | null
  deputies_counted: number | null
  grounds: Generated<string>
  id: string
  lead_mandate_id: string
  number: string | null
  passed: boolean | null
  proposal: Generated<string>
  registered_at: Timestamp | null
  rule_version: Generated<number>
  status: string
  subject: Generated<string>
  submitted_at: Timestamp | null
  suggestion_id: string | null
  term_id: string
  title: string
  version: Generated<number>
  votes_abstained: number | null
  votes_against: number | null
  votes_for: number | null
  welcomes_cosigners: Generated<boolean>
  withdrawal_asked_at: Timestamp | null
}

export type Notice = {
  case_id: string | null
  case_kind: string | null
  created_at: Timestamp
  data: Generated<Json>
  event_id: string
  holder_id: string
  id: string
  kind: string
  person_id: string
  read_at: Timestamp | null
}

export type NoticePreference = {
  changed_at: Timestamp
  channel: string
  mode: string
  person_id: string
}

export type NumberCounter = {
  congress_id: string
  last_number: Generated<number>
  series: string
}

export type OpenRefusal = {
  account_id: string | null
  acting_id: string | null
  acting_kind: string
  acting_role: string | null
  area_path: string | null
  code: string
  further: Generated<number>
  hour: Timestamp
  id: string
  kind: string
  method: string
  person_id: string | null
  route: string
}

export type Organ = {
  acting_id: string | null
  area_id: string
  code: string
  congress_id: string
  ends_on: string | null
  id: string
  kind: string
  merged_into_id: string | null
  name: string
  parent_id: string | null
  short_name: string
  starts_on: string
  system: string
  version: Generated<number>
}

export type OrganName = {
  ends_on: string | null
  name: string
  organ_id: string
  short_name: string
  starts_on: string
}

export type Party = {
  case_id: string
  case_kind: string
  changed_at: Timestamp
  confidential: Generated<boolean>
  due_before: Timestamp | null
  holder_id: string
  kept_by: string | null
  role: string
  state: string
  todo: string | null
  until: Timestamp | null
}

export type PasswordHistory = {
  account_id: string
  changed_at: Timestamp
  password_hash: string
}

export type Person = {
  born_on: string | null
  died_on: string | null
  education: string | null
  ethnicity: string | null
  id: string
  id_number_hmac: Buffer | null
  merged_into_id: string | null
  name: string
  name_pinyin: Generated<string>
  name_stroke: Generated<string>
  occupation: string | null
  occupation_group: string | null
  party: string | null
  salt: Buffer
  sex: string | null
  version: Generated<number>
}

export type PersonContact = {
  key_id: string
  person_id: string
  phone_cipher: Buffer
}

export type PersonMailAddress = {
  address_cipher: Buffer
  changed_at: Timestamp
  key_id: string
  person_id: string
}

export type PersonMerge = {
  account_closed_at: Timestamp | null
  approved_by_person_id: string
  asked_by_person_id: string
  closed_account_id: string | null
  id: string
  id_number_hmac: Buffer | null
  kept_id: string
  mandate_ids: string[]
  means_copied: string[]
  merged_at: Timestamp
  merged_id: string
  moved_account_id: string | null
  post_ids: string[]
  split_approved_by_person_id: string | null
  split_asked_by_person_id: string | null
  split_at: Timestamp | null
}

export type Post = {
  ends_on: string | null
  id: string
  organ_id: string
  person_id: string
  role: string
  starts_on: string
  title: Generated<string>
  version: Generated<number>
}

export type PrivacyAttempt = {
  began_at: Timestamp
  count: number
  kind: string
  source_hmac: Buffer
}

export type PrivacyMessage = {
  author: string
  id: string
  key_id: string
  request_id: string
  said_at: Timestamp
  words_cipher: Buffer
}

export type PrivacyRequest = {
  changed_at: Timestamp
  channel: string
  code_hash: Buffer | null
  congress_id: string
  contact_cipher: Buffer | null
  contact_hmac: Buffer | null
  contact_key_id: string | null
  decided_by_person_id: string | null
  due_before: Timestamp
  ended_at: Timestamp | null
  erased_at: Timestamp | null
  form_hmac: Buffer | null
  ground: string | null
  id: string
  is_suspect: Generated<boolean>
  kind: string
  notice_version: string
  number: string
  person_id: string | null
  proposed_by_person_id: string | null
  received_at: Timestamp
  status: string
  version: Generated<number>
}

export type Publication = {
  answer_ids: Generated<string[]>
  case_id: string
  case_kind: string
  changed_at: Timestamp
  checked_unit_ids: Generated<string[]>
  congress_id: string
  content: Json
  deputy_agreed_at: Timestamp | null
  id: string
  redacted_by_person_id: string | null
  released_answer_ids: Generated<string[]>
  reviewed_by_person_id: string | null
  status: string
  unit_checked_at: Timestamp | null
  unit_checked_by_person_id: string | null
  version: Generated<number>
}

export type PublishedCongress = {
  area_name: string
  content: Json
  id: string
  level: number
  name: string
}

export type PublishedPage = {
  area_name: string
  bigrams: string[]
  case_kind: string
  category: string
  congress_name: string
  content: Json
  id: string
  number: string
  proposed_on: string
  proposed_year: Generated<number>
  published_at: Timestamp
  state: string
  title: string
  unit_names: string
  units: Generated<string[]>
}

export type PublishedPromise = {
  due_on: string
  first_due_on: string | null
  id: string
  page_id: string
  state: string
  unit_name: string
}

export type PublishedStep = {
  happened_on: string
  nth: number
  page_id: string
  step: string
}

export type PublishedUnitFigure = {
  counted_at: Timestamp
  due: number
  evaluated: number | null
  handed_over: number
  in_time: number
  kept: number
  promised: number
  satisfied: number | null
  unit_id: string
  unit_name: string
  year: number
}

export type ReaderCursor = {
  failing_since: Timestamp | null
  failures: Generated<number>
  moved_at: Timestamp | null
  next_leaf: Generated<number>
  reader: string
}

export type ReceivedCommand = {
  account_id: string
  acting_id: string
  digest: Buffer
  held_until: Timestamp | null
  id: string
  key: string
  reading: string | null
  received_at: Timestamp
  status: number | null
}

export type RecordFrontier = {
  hashes: Buffer
  id: Generated<boolean>
  size: number
}

export type Reply = {
  assignment_id: string
  body: string
  class: string
  drafted_at: Timestamp
  drafted_by_person_id: string | null
  id: string
  reviewed_at: Timestamp | null
  reviewed_by_person_id: string | null
  revision: number
  round: number
  sent_at: Timestamp | null
  signed_at: Timestamp | null
  signed_by_person_id: string | null
}

export type ReplyReceipt = {
  mandate_id: string
  read_at: Timestamp | null
  reply_id: string
  sent_at: Timestamp
}

export type RosterImport = {
  acting: Json
  applied_at: Timestamp | null
  change_count: Generated<number>
  congress_id: string
  create_count: Generated<number>
  created_at: Timestamp
  failure_code: string | null
  failure_data: Generated<Json>
  file_key: string | null
  file_name: string
  file_sha256: Buffer
  form: Generated<Json>
  id: string
  kind: string
  made_by_person_id: string
  plan_hash: Buffer | null
  previewed_at: Timestamp | null
  refused_count: Generated<number>
  rows_total: Generated<number>
  status: string
  unchanged_count: Generated<number>
  version: Generated<number>
}

export type RosterImportProgress = {
  at: Timestamp
  done: number
  import_id: string
  phase: string
  total: number
}

export type RosterImportRow = {
  cells: Json
  changes: Generated<Json>
  faults: Generated<Json>
  import_id: string
  key_id: string | null
  label: Generated<string>
  ordinal: number
  outcome: string | null
  refusals: Generated<Json>
  row_number: number
  sealed: Buffer | null
  sheet: string
}

export type RuleSet = {
  approved_by_person_id: string | null
  congress_id: string
  content: Json
  created_at: Timestamp
  effective_on: string
  proposed_by_person_id: string | null
  reason: Generated<string>
  version: number
}

export type SetAsideEvent = {
  asked_again_at: Timestamp | null
  at: Timestamp
  event_id: string
  fault: string
  leaf_index: number
  reader: string
  tries: number
}

export type SignInFailure = {
  account_name: string
  failures: number
  last_at: Timestamp
  locked_until: Timestamp | null
  source: string
}

export type SignInSession = {
  account_id: string
  acting_id: string | null
  acting_kind: string | null
  address: Generated<string>
  created_at: Timestamp
  device: Generated<string>
  ended_at: Timestamp | null
  id: string
  locked_at: Timestamp | null
  seen_at: Timestamp
  token_hash: Buffer
}

export type SimilarText = {
  case_id: string
  case_kind: string
  congress_id: string
  registered_at: Timestamp
  weights: number[]
  words: string[]
}

export type SimilarWord = {
  cases: number
  congress_id: string
  word: string
}

export type StandIn = {
  by_post_id: string
  case_ids: string[] | null
  ended_at: Timestamp | null
  ended_by_person_id: string | null
  ends_on: string
  id: string
  made_at: Timestamp
  made_by_person_id: string
  post_id: string
  powers: string[]
  starts_on: string
  version: Generated<number>
}

export type Suggestion = {
  accepted_at: Timestamp | null
  assigned_at: Timestamp | null
  category: Generated<string>
  changed_at: Timestamp
  closed_at: Timestamp | null
  confidential: Generated<boolean>
  congress_id: string
  congress_session_id: string | null
  created_at: Timestamp
  grounds: Generated<string>
  id: string
  import_id: string | null
  import_row_sha256: string | null
  lead_mandate_id: string
  merged_into_id: string | null
  number: string | null
  paper_answered_at: Timestamp | null
  paper_answered_by_person_id: string | null
  paper_answered_how: string | null
  paper_corrected_by: string[] | null
  paper_entered_by_person_id: string | null
  paper_received_on: string | null
  paper_state: string | null
  proposal: Generated<string>
  registered_at: Timestamp | null
  rule_version: Generated<number>
  split_from_id: string | null
  status: string
  subject: Generated<string>
  submitted_at: Timestamp | null
  term_id: string
  title: string
  version: Generated<number>
  welcomes_cosigners: Generated<boolean>
  wishes_publication: Generated<boolean>
}

export type SuggestionReader = {
  person_id: string
  suggestion_id: string
  through_person_id: string | null
}

export type Term = {
  congress_id: string
  ended_on: string | null
  first_session_on: string
  id: string
  number: number
  seats: number
}

export type Topic = {
  background: Generated<string>
  category: string
  changed_at: Timestamp
  claims_max: number | null
  closed_at: Timestamp | null
  congress_id: string
  created_at: Timestamp
  direction: Generated<string>
  id: string
  open_until: string | null
  organ_id: string
  published_at: Timestamp | null
  status: string
  title: string
  version: Generated<number>
}

export type TopicClaim = {
  changed_at: Timestamp
  claimed_at: Timestamp
  ended_at: Timestamp | null
  id: string
  mandate_id: string
  research_notes: Generated<string>
  status: string
  topic_id: string
  version: Generated<number>
}

export type TopicClaimSuggestion = {
  claim_id: string
  linked_at: Timestamp
  suggestion_id: string
}

export type WithdrawnContact = {
  means: string
  person_id: string
  withdrawn_at: Timestamp
}

export type WorkCalendar = {
  id: string
  note: Generated<string>
  published_at: Timestamp
  source: string
  version: number
  years: number[]
}

export type WorkCalendarDay = {
  day: string
  kind: string
  name: string
  version: number
}

export type DB = {
  account: Account
  activation: Activation
  api_token: ApiToken
  approval: Approval
  area: Area
  assignment: Assignment
  attachment: Attachment
  checkpoint: Checkpoint
  claimed_id: ClaimedId
  clock: Clock
  commitment: Commitment
  committee_field: CommitteeField
  congress: Congress
  congress_session: CongressSession
  consent: Consent
  constituency: Constituency
  consultation: Consultation
  coordination: Coordination
  cosign: Cosign
  cosigned_text: CosignedText
  counted_case: CountedCase
  counted_day: CountedDay
  counted_definition: CountedDefinition
  counted_part: CountedPart
  deadline_request: DeadlineRequest
  delegation: Delegation
  delivery: Delivery
  evaluation_round: EvaluationRound
  event: Event
  event_note: EventNote
  handover_case: HandoverCase
  handover_meeting: HandoverMeeting
  handover_signature: HandoverSignature
  issued_paper: IssuedPaper
  key_oversight: KeyOversight
  key_oversight_activity: KeyOversightActivity
  key_oversight_case: KeyOversightCase
  key_oversight_lead: KeyOversightLead
  key_oversight_signature: KeyOversightSignature
  mandate: Mandate
  mandate_suspension: MandateSuspension
  motion: Motion
  notice: Notice
  notice_preference: NoticePreference
  number_counter: NumberCounter
  open_refusal: OpenRefusal
  organ: Organ
  organ_name: OrganName
  party: Party
  password_history: PasswordHistory
  person: Person
  person_contact: PersonContact
  person_mail_address: PersonMailAddress
  person_merge: PersonMerge
  post: Post
  privacy_attempt: PrivacyAttempt
  privacy_message: PrivacyMessage
  privacy_request: PrivacyRequest
  publication: Publication
  published_congress: PublishedCongress
  published_page: PublishedPage
  published_promise: PublishedPromise
  published_step: PublishedStep
  published_unit_figure: PublishedUnitFigure
  reader_cursor: ReaderCursor
  received_command: ReceivedCommand
  record_frontier: RecordFrontier
  reply: Reply
  reply_receipt: ReplyReceipt
  roster_import: RosterImport
  roster_import_progress: RosterImportProgress
  roster_import_row: RosterImportRow
  rule_set: RuleSet
  set_aside_event: SetAsideEvent
  sign_in_failure: SignInFailure
  sign_in_session: SignInSession
  similar_text: SimilarText
  similar_word: SimilarWord
  stand_in: StandIn
  suggestion: Suggestion
  suggestion_reader: SuggestionReader
  term: Term
  topic: Topic
  topic_claim: TopicClaim
  topic_claim_suggestion: TopicClaimSuggestion
  withdrawn_contact: WithdrawnContact
  work_calendar: WorkCalendar
  work_calendar_day: WorkCalendarDay
}
