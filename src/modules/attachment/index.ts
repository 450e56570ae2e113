import { registerAfterImage, registerStoredFiles } from '#modules/record/index.ts'
import { loadImages, storedFiles } from './attachment.queries.ts'

export { type AttachableView, type AttachmentView, caseFilesShape } from './attachment.contract.ts'
export { type CaseFiles, registerCaseFiles, type Target } from './attachment.policy.ts'
export { type AttachmentRow, findFileIds, hasFile } from './attachment.queries.ts'
export { attachmentsOf, attachmentsOfEach } from './attachment.service.ts'
export { sweepAttachments, sweepOrphans } from './sweep-attachments.service.ts'

registerAfterImage('attachment', loadImages, { table: 'attachment' })
registerStoredFiles('attachment', storedFiles)
