import type { Child } from 'hono/jsx'
import { Refusal } from '#kernel/refusal.ts'
import { checkpointText, getCheckpoint, publicKeysOf } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { Layout } from './layout.tsx'
import { Moment } from './signs.tsx'
import type { Visit } from './visit.ts'

type Checkpoint = Awaited<ReturnType<typeof getCheckpoint>>

async function latestOf({ portalDb }: App): Promise<Checkpoint | undefined> {
  try {
    return await getCheckpoint(portalDb)
  } catch (error) {
    // nothing was recorded yet: a sentence, not a fault
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** 记录存证: the newest signed checkpoint, to be kept, and how to prove by it that nothing was rewritten. */
export async function recordPage(visit: Visit) {
  const { app, say } = visit
  const checkpoint = await latestOf(app)
  return (
    <Layout visit={visit} title={say('nav.record')}>
      <h1>{say('nav.record')}</h1>
      <p class="intro">{say('record.intro')}</p>
      {checkpoint ? <Latest visit={visit} checkpoint={checkpoint} /> : <p class="empty">{say('record.empty')}</p>}
      <section>
        <h2>{say('record.verifyTitle')}</h2>
        <ol>
          <li>{say('record.verifyKeep')}</li>
          <li>
            {say('record.verifySignature')}
            <pre>
              <code>
                {'openssl pkeyutl -verify -pubin -inkey public.pem -rawin -in checkpoint.txt -sigfile checkpoint.sig'}
              </code>
            </pre>
          </li>
          <li>
            {say('record.verifyRecord')}
            <pre>
              <code>{'npm run verify-record -- --against checkpoint.json'}</code>
            </pre>
          </li>
        </ol>
        <p>{say('record.limits')}</p>
      </section>
    </Layout>
  )
}

const Latest = ({ visit, checkpoint }: { visit: Visit; checkpoint: Checkpoint }) => {
  const { app, say } = visit
  const facts: [string, Child][] = [
    ['size', say('record.events', { count: checkpoint.size })],
    ['signedAt', <Moment visit={visit} at={new Date(checkpoint.signedAt)} />],
    ['rootHash', <code>{checkpoint.rootHash}</code>],
    ['keyId', <code>{checkpoint.keyId}</code>],
    ['signature', <code>{checkpoint.signature}</code>],
    ['signedText', <code>{checkpointText(checkpoint)}</code>],
    ['publicKey', <pre>{publicKeysOf(app.keys, checkpoint.keyId).publicKey.trim()}</pre>],
  ]
  return (
    <section>
      <h2>{say('record.latest')}</h2>
      <dl class="properties long">
        {facts.map(([name, value]) => (
          <div>
            <dt>{say(`record.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>
        <a class="button" href="/api/record/checkpoint" download="checkpoint.json">
          {say('record.download')}
        </a>
      </p>
    </section>
  )
}
