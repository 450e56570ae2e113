import { registerPowers } from '#modules/identity/index.ts'
import { registerAfterImage } from '#modules/record/index.ts'
import { topicPowers, topicReads } from './powers.ts'
import { loadTopicImages } from './topic.queries.ts'

export { sweepTopics } from './sweep-topics.service.ts'

registerAfterImage('topic', loadTopicImages)
registerPowers('topic', topicPowers, topicReads)
