type Kept<Answer> = { head: number; answer: Promise<Answer>; next?: Promise<Answer> | undefined }

type Options = {
  /** How much the record holds now: what was answered before something was recorded is not given any more. */
  headNow: () => Promise<number>
  countMax: number
}

/**
 * Answers that are dear to make, each kept until the record has grown. One that is wanted by many is made once for all
 * of them, and never twice at a time: whoever comes while an older one is being made waits for the next, which sees all
 * that was recorded before it began.
 */
export function keepAnswers<Answer>({ headNow, countMax }: Options) {
  const kept = new Map<string, Kept<Answer>>()

  const begin = (key: string, head: number, make: () => Promise<Answer>): Promise<Answer> => {
    const answer = make()
    kept.delete(key)
    kept.set(key, { head, answer })
    const [oldest = key] = kept.keys()
    if (kept.size > countMax) kept.delete(oldest)
    // a refusal is for who asked; the next one is asked about anew
    answer.catch(() => {
      if (kept.get(key)?.answer === answer) kept.delete(key)
    })
    return answer
  }

  return {
    async get(key: string, make: () => Promise<Answer>): Promise<Answer> {
      const head = await headNow()
      const known = kept.get(key)
      if (!known) return begin(key, head, make)
      if (known.head >= head) return known.answer
      known.next ??= known.answer
        .catch(() => undefined)
        .then(headNow)
        .then((newHead) => begin(key, newHead, make))
      return known.next
    },
  }
}
