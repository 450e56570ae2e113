import { registerPowers } from '#modules/identity/index.ts'
import { registerAfterImage } from '#modules/record/index.ts'
import { topicPowers, topicReads } from './powers.ts'
import { loadTopicImages } from './topic.queries.ts'

export { claimTopic, linkSuggestion, releaseClaim, saveNotes } from './claim-topic.service.ts'
export { sweepTopics } from './sweep-topics.service.ts'
export { closeTopic, createTopic, publishTopic, withdrawTopic } from './topic.service.ts'

registerAfterImage('topic', loadTopicImages, { table: 'topic', later: ['notes'] })
registerPowers('topic', topicPowers, topicReads)
