import { beforeAll, describe, expect, test, vi } from 'vitest'
import { savePagePromises } from '#modules/publication/index.ts'
import { publicationGiven as given } from '#modules/publication/publication.given.ts'
import { sealRecord } from '#modules/record/index.ts'
import { given as thread } from '#modules/suggestion/suggestion.given.ts'
import { type SuggestionState, suggestionProcess } from '#modules/suggestion/suggestion.ts'
import { isTranslated, translate } from '#platform/i18n/i18n.ts'
import { standings } from '#surfaces/portal/visit.ts'
import { statementsOf } from '#tests/support/statements.ts'
import { testApp, testMorning } from '#tests/support/test-app.ts'

type Site = Awaited<ReturnType<typeof testApp>>
let site: Site
beforeAll(async () => {
  site = await testApp({ fresh: true })
})

const textOf = async (path: string): Promise<string> => (await site.anonymous.get(path)).text()
const minutesAgo = (minutes: number) => new Date(testMorning.getTime() - minutes * 60_000)

describe('before anything is published', () => {
  test('home, list and record say what will be here', async () => {
    expect(await textOf('/')).toContain('还没有公开的建议')
    expect(await textOf('/suggestions')).toContain('还没有公开的建议')
    expect(await textOf('/record')).toContain('还没有存证')
    expect(await textOf('/congress')).toContain('还没有发布')
  })
})

describe('pages', () => {
  let id: string
  beforeAll(async () => {
    const page = await given.page(site.app, {
      title: '关于延长K3路公交末班时间的建议',
      steps: [
        { step: 'registered', on: '2026-01-15' },
        { step: 'assigned', on: '2026-01-20' },
        { step: 'rehandling', on: '2026-02-24' },
        { step: 'closed', on: '2026-03-01' },
        { step: 'reopened', on: '2026-03-01' },
        { step: 'withdrawn', on: '2026-03-02' },
      ],
      content: {
        answers: [{ unitName: '武进区交通运输局', body: '末班延长至22:00。', class: 'A', sentOn: '2026-02-24' }],
      },
    })
    id = page.id
    await given.page(site.app, {
      title: '关于修缮村卫生室的建议',
      category: 'health',
      state: 'tracking',
      publishedAt: minutesAgo(5),
    })
  })

  test('answer in both languages and both sizes, each in its own address', async () => {
    for (const [prefix, lang, size] of [
      ['', 'zh-CN', ''],
      ['/en', 'en', ''],
      ['/large', 'zh-CN', 'large'],
      ['/en/large', 'en', 'large'],
    ] as const) {
      for (const path of [
        '/',
        '/suggestions',
        `/suggestions/${id}`,
        '/units',
        '/requests',
        '/complaints',
        '/requests/status',
        '/congress',
        '/accessibility',
        '/privacy',
        '/record',
        '/open-data',
      ]) {
        const reply = await site.anonymous.get(prefix + path)
        expect([prefix + path, reply.status]).toEqual([prefix + path, 200])
        const html = await reply.text()
        expect(html).toContain(`<html lang="${lang}"${size && ` class="${size}"`}>`)
        expect(html).not.toMatch(/<script|portal\.[a-z]+\.[a-z]+/)
      }
    }
  })

  test('links keep the language and the size they were read in', async () => {
    const links = [...(await textOf('/en/large/suggestions')).matchAll(/href="(\/[^"]*)"/g)].map(
      ([, link]) => link ?? '',
    )
    const own = links.filter((link) => !/^\/(api|app|console|portal\.|en\/suggestions\.)/.test(link))
    const others = own.filter((link) => !link.startsWith('/en/large/'))
    expect(others.toSorted()).toEqual(['/en/suggestions', '/large/suggestions', '/large/suggestions'])
  })

  test('a suggestion tells where it stands, what the answer means and what happened when, newest first', async () => {
    const html = await textOf(`/suggestions/${id}`)
    expect(html).toContain('已经办结：武进区交通运输局于 2026 年 2 月 24 日（星期二）答复')
    expect(html).toContain('A 类：已经解决或者采纳')
    const steps = [...html.matchAll(/<li><p class="when">.*?<\/p><p>(.*?)<\/p>/g)].map(([, step]) => step)
    expect(steps).toEqual([
      '常州市武进区人民代表大会向社会公开',
      '代表撤回建议，不再办理',
      '常州市武进区人民代表大会决定重新办理',
      '办结',
      '经代表评价，由承办单位重新办理',
      '武进区交通运输局答复',
      '常州市武进区人民代表大会交承办单位办理',
      '常州市武进区人民代表大会登记',
      '代表向常州市武进区人民代表大会提出',
    ])
    expect(html).toContain('<span>今天 09:00</span>')
    expect(html).toContain('<span>2 月 24 日（星期二）</span>')
  })

  test('two characters find a suggestion; one is too short; what is not there is said', async () => {
    expect(await textOf('/suggestions?q=末班')).toContain('K3路公交')
    expect(await textOf('/suggestions?q=末班')).not.toContain('村卫生室')
    expect(await textOf('/suggestions?q=公')).toContain('请至少输入两个字')
    expect(await textOf('/suggestions?q=火星')).toContain('没有找到符合条件的建议')
  })

  test('category and progress filter; the sentence above the rows says by what', async () => {
    const html = await textOf('/suggestions?category=health&standing=tracking')
    expect(html).toContain('卫生健康 · 承诺跟踪：共 1 件')
    expect(html).toContain('卫生室')
    expect(html).not.toContain('K3路')
    expect(await textOf('/suggestions?category=nonsense&standing=nonsense')).toContain('共 2 件')
  })

  test('figures on the home page open exactly the rows they count', async () => {
    const html = await textOf('/')
    for (const [, href = '', count] of html.matchAll(/<a href="(\/suggestions[^"]*)"><b>(\d+)<\/b>/g)) {
      expect(await textOf(href.replaceAll('&amp;', '&'))).toContain(`共 ${count} 件`)
    }
    expect(html).toContain('<b>2</b> 件已公开')
  })

  test('what is typed into an address does not get into the page as markup', async () => {
    const html = await textOf('/suggestions?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E')
    expect(html).not.toContain('<script>')
    expect(await textOf('/%3Cscript%3E')).not.toContain('<script>')
  })

  test('an address that does not exist, an id that never was and a broken cursor are pages in words', async () => {
    for (const [path, status, words] of [
      ['/nothing', 404, '没有这个页面'],
      ['/en/nothing', 404, 'There is no such page'],
      [`/suggestions/${site.app.ids.uuid()}`, 404, '没有这个页面'],
      ['/suggestions/1', 404, '没有这个页面'],
      ['/suggestions?cursor=WyJ4IiwgInkiXQ', 422, '这个网址已经失效'],
      ['/suggestions?cursor=%00x', 422, '这个网址已经失效'],
    ] as const) {
      const reply = await site.anonymous.get(path)
      expect([path, reply.status]).toEqual([path, status])
      expect(await reply.text()).toContain(words)
    }
  })

  test.each([
    ['/suggestions/', '/suggestions'],
    ['/suggestions/?q=%E8%B7%AF%E7%81%AF', '/suggestions?q=%E8%B7%AF%E7%81%AF'],
    ['/en/large/units/', '/en/large/units'],
    ['/requests/status/', '/requests/status'],
    ['/nothing/', '/nothing'],
    ['//evil.example/', '/evil.example'],
    ['/suggestions//', '/suggestions'],
  ])(
    'an address that was typed with a slash at its end leads to the page, and is no page itself: %s',
    async (typed, to) => {
      for (const method of ['GET', 'HEAD']) {
        const reply = await site.anonymous.fetch(typed, { method, redirect: 'manual' })
        expect([reply.status, reply.headers.get('location'), await reply.text()]).toEqual([301, to, ''])
        for (const name of ['content-length', 'etag', 'content-security-policy'])
          expect(reply.headers.get(name)).toBeNull()
      }
    },
  )

  test('the first page in its languages and sizes is where its slash is', async () => {
    for (const path of ['/', '/en/', '/large/', '/en/large/']) expect((await site.anonymous.get(path)).status).toBe(200)
  })

  test('headers forbid scripts, frames and everything from elsewhere; no cookie is set', async () => {
    const { headers } = await site.anonymous.get('/')
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe|script-src/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('set-cookie')).toBeNull()
  })

  test('a page read before is answered with 304; the style sheet may be kept for good', async () => {
    const first = await site.anonymous.get('/suggestions')
    const etag = first.headers.get('etag') ?? ''
    const readWith = async (path: string, known: string) => {
      const again = await site.anonymous.fetch(path, { headers: { 'if-none-match': known } })
      return [again.status, (await again.text()) === '']
    }
    for (const known of [etag, '*']) expect(await readWith('/suggestions', known)).toEqual([304, true])
    expect(await readWith('/nowhere', '*')).toEqual([404, false])
    const href = /href="(\/portal\.css\?v=[^"]+)"/.exec(await first.text())?.[1] ?? ''
    const sheet = await site.anonymous.get(href)
    expect(sheet.headers.get('cache-control')).toContain('immutable')
    expect((await sheet.text()).length).toBeLessThan(20_000)
  })

  test('the newest checkpoint of the record can be read and kept', async () => {
    await thread.person(site.app)
    await sealRecord(site.app)
    site.clock.advance(6_000)
    const html = await textOf('/record')
    const { rootHash, signature } = (await (await site.anonymous.get('/api/record/checkpoint')).json()) as Record<
      string,
      string
    >
    expect(html).toContain(rootHash)
    expect(html).toContain(signature)
  })
})

describe('open data', () => {
  test('the table opens in a spreadsheet: marked as UTF-8, formulas made harmless, the same rows as the list', async () => {
    await given.page(site.app, { title: '=HYPERLINK("x")，关于“充电桩”的建议', category: 'construction' })
    const reply = await site.anonymous.get('/suggestions.csv?q=充电')
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await reply.arrayBuffer())
    const [header, row, ...rest] = text.split('\r\n')
    expect(header).toBe('\u{feff}编号,标题,类别,进展,承办单位,区域,提出日期,公开日期,网址')
    expect(row).toContain(`"'=HYPERLINK(""x"")，关于“充电桩”的建议"`)
    expect(rest).toEqual([''])
    const { items } = (await (await site.anonymous.get('/suggestions.json?q=充电')).json()) as {
      items: { title: string }[]
    }
    expect(items.map(({ title }) => title)).toEqual(['=HYPERLINK("x")，关于“充电桩”的建议'])
  })

  test('feed, site map and robots name whole addresses', async () => {
    expect(await textOf('/suggestions.atom')).toMatch(
      /<id>urn:uuid:.*<link rel="alternate" type="text\/html" href="http:\/\/localhost\/suggestions\//s,
    )
    expect(await textOf('/sitemap.xml')).toContain('<loc>http://localhost/en/suggestions</loc>')
    expect(await textOf('/robots.txt')).toContain('Sitemap: http://localhost/sitemap.xml')
  })
})

/** Whatever can become of a case after its first answer, and every end of one. */
function statesOfPages(): SuggestionState[] {
  const { states, isFinal, allowed, next } = suggestionProcess
  const reached = new Set<SuggestionState>(['awaiting_evaluation', ...states.filter(isFinal)])
  for (const state of reached) for (const action of allowed(state)) reached.add(next(state, action))
  return [...reached]
}

test('whatever becomes of a published suggestion, its page, the lists and the data say it in words of their own', async () => {
  const states = statesOfPages()
  expect(states).toEqual(expect.arrayContaining(['withdrawn', 'merged', 'split', 'converted_to_letter', 'accepted']))
  const grouped = Object.values(standings).flat() as string[]
  for (const state of states) {
    expect([state, grouped.filter((one) => one === state).length]).toEqual([state, 1])
    for (const key of [`portal.states.${state}`, `portal.standing.${state}`]) {
      for (const locale of ['zh-CN', 'en'] as const)
        expect([locale, key, isTranslated(locale, key)]).toEqual([locale, key, true])
    }
    const { id } = await given.page(site.app, { title: `关于状态${state}的建议`, state })
    for (const [face, locale] of [
      ['', 'zh-CN'],
      ['/en', 'en'],
      ['/large', 'zh-CN'],
    ] as const) {
      const html = await textOf(`${face}/suggestions/${id}`)
      const [sentence] = translate(locale, `portal.standing.${state}`, { unit: '武进区交通运输局', on: '·' }).split('·')
      expect(html).toContain(sentence?.replaceAll("'", '&#39;'))
      expect(html).not.toMatch(/states\.|standing\./)
      if (state === 'withdrawn') expect(html).not.toMatch(/接下来|Next, the deputy/)
    }
  }
  for (const path of [
    '/suggestions',
    '/en/suggestions',
    '/large/suggestions',
    '/suggestions.csv',
    '/suggestions.json',
  ]) {
    const text = await textOf(path)
    expect([path, text.match(/states\.\w+/)]).toEqual([path, null])
    expect(text).toContain(translate(path.startsWith('/en') ? 'en' : 'zh-CN', 'portal.states.withdrawn'))
  }
  expect(await textOf('/suggestions.atom')).toContain('<summary>代表已撤回')
  expect(await textOf('/suggestions?standing=ended')).toContain('共 4 件')
})

test('what a unit promised in an answer is followed no further once the suggestion is withdrawn, what was kept stays kept', async () => {
  const { id } = await given.page(site.app, { state: 'withdrawn' })
  const promise = { unitName: '武进区交通运输局', dueOn: '2026-12-31', firstDueOn: null }
  await site.app.db.transaction().execute((trx) =>
    savePagePromises(
      trx,
      id,
      (['open', 'overdue', 'reported', 'kept', 'explained'] as const).map((state) => ({
        ...promise,
        id: site.app.ids.uuid(),
        state,
      })),
    ),
  )
  const html = await textOf(`/suggestions/${id}`)
  expect(html.split('建议已撤回，办理终止，不再跟踪此项承诺')).toHaveLength(4)
  expect(html).toContain('已兑现，代表已确认')
  expect(html).toContain('未能兑现，已书面说明')
  expect(html).not.toMatch(/正在办理|人大正在督办|等待代表确认/)
})

describe('what is kept in memory', () => {
  test('asking again asks the database nothing; unknown parameters and cookies make no difference', async () => {
    const asked = (paths: () => Promise<unknown>) => statementsOf(site.app.portalDb, paths)
    // what was published a moment ago may still be told of
    await vi.waitUntil(async () => (await asked(() => textOf('/suggestions?q=公交'))).length === 0, {
      timeout: 20_000,
    })
    const statements = await asked(async () => {
      await textOf('/suggestions?utm_source=x&q=%20公交')
      await site.anonymous.fetch('/suggestions?q=公交', { headers: { cookie: 'minsheng_session=anything' } })
    })
    expect(statements).toEqual([])
  })

  test('a page asks at most four things of the database, however long the list', async () => {
    const ids = [(await given.page(site.app)).id, (await given.page(site.app)).id]
    for (const path of ['/', '/suggestions?q=建议', `/suggestions/${ids[0]}`, '/record', '/congress']) {
      site.clock.advance(6_000)
      const statements = await statementsOf(site.app.portalDb, () => textOf(path))
      expect([path, statements.length <= 4]).toEqual([path, true])
    }
  })

  test('a withdrawn page vanishes at once: from its address, the list, the search, the home page and the feed', async () => {
    const { id } = await given.page(site.app, { title: '关于拆除黄马桥的建议' })
    const places = [
      '/',
      '/suggestions',
      '/suggestions?q=黄马',
      '/suggestions.atom',
      '/large/suggestions',
      `/suggestions/${id}`,
    ]
    for (const path of places) expect(await textOf(path)).toContain('黄马桥')
    await given.withdrawn(site.app, id)
    for (const path of places) expect([path, (await textOf(path)).includes('黄马桥')]).toEqual([path, false])
    expect((await site.anonymous.get(`/suggestions/${id}`)).status).toBe(404)
  })

  test('a page that is being made while its suggestion is withdrawn is not kept', async () => {
    const { id } = await given.page(site.app, { title: '关于迁移变电箱的建议' })
    for (let round = 0; round < 20; round += 1) {
      await Promise.all([textOf(`/suggestions/${id}`), round === 10 ? given.withdrawn(site.app, id) : undefined])
    }
    expect((await site.anonymous.get(`/suggestions/${id}`)).status).toBe(404)
  })
})

test('nothing of a suggestion that is not published stands on any page', async () => {
  const cast = await thread.cast(site.app)
  const secret = '关于某保密单位外迁的建议'
  await site.as(cast.lead).post('/api/suggestions', {
    id: site.app.ids.uuid(),
    title: secret,
    confidential: true,
    subject: '只供内部。',
  })
  for (const path of ['/', '/suggestions', '/suggestions?q=保密', '/suggestions.json', '/sitemap.xml']) {
    site.clock.advance(6_000)
    expect(await textOf(path)).not.toContain('外迁')
  }
})
