import { registerAfterImage } from '#modules/record/index.ts'
import { loadTopicImages } from './topic.queries.ts'

export { sweepTopics } from './sweep-topics.service.ts'

registerAfterImage('topic', loadTopicImages)
