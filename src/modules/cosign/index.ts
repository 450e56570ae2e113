export {
  CosignAnswer,
  CosignedTextView,
  CosignInvitation,
  CosignJoining,
  CosignWithdrawal,
  cosignShape,
  Invitable,
} from './cosign.contract.ts'
export {
  type CosignRow,
  copyConfirmed,
  findCosigns,
  findInvitable,
  insertCosigns,
  saveAnswer,
} from './cosign.queries.ts'
export {
  answerTo,
  type Cosigned,
  confirmedTextOf,
  cosignerOf,
  digestOf,
  followText,
  inviteTo,
  joinTo,
  presentCosigners,
  takeBackInvitation,
  takeNameBack,
} from './cosign.service.ts'
export { heldMandate, isBetweenSponsors, isHeldBy, isNameTakenBack, isNameThatStands, isSameText } from './cosign.ts'
