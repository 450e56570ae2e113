import { useCallback, useEffect, useRef, useState } from 'react'
import { arrived } from './arrived.ts'
import { useSession } from './session.ts'

const store = () => arrived(() => import('./device-store.ts'))

/**
 * The values of a long form, kept on this device at each pause of writing until they are sent: a lock, a closed window
 * or a power cut costs nothing. The store is loaded only when a form is opened.
 */
export function useFormDraft<Values extends object>(name: string, initial: Values) {
  const accountId = useSession().account.id
  const rowId = `${accountId}/${name}`
  const [values, setValues] = useState(initial)
  const [savedAt, setSavedAt] = useState<Date | null>(null)
  const wasTouched = useRef(false)

  useEffect(() => {
    let isGone = false
    void (async () => {
      const { deviceStore, unseal } = await store()
      const row = await deviceStore.forms.get(rowId).catch(() => undefined)
      const kept = row && (await unseal<Values>(accountId, rowId, row.sealed))
      if (isGone || !row || !kept || wasTouched.current) return
      setValues((now) => ({ ...now, ...kept }))
      setSavedAt(row.savedAt)
    })()
    return () => {
      isGone = true
    }
  }, [accountId, rowId])

  useEffect(() => {
    if (!wasTouched.current) return undefined
    const timer = setTimeout(() => {
      void (async () => {
        const { deviceStore, seal } = await store()
        const at = new Date()
        await deviceStore.forms.put({ id: rowId, accountId, savedAt: at, sealed: await seal(accountId, rowId, values) })
        setSavedAt(at)
      })()
    }, 600)
    return () => clearTimeout(timer)
  }, [accountId, rowId, values])

  const change = useCallback((some: Partial<Values>) => {
    wasTouched.current = true
    setValues((now) => ({ ...now, ...some }))
  }, [])

  const forget = useCallback(async () => {
    wasTouched.current = false
    const { deviceStore } = await store()
    await deviceStore.forms.delete(rowId)
    setSavedAt(null)
  }, [rowId])

  return { values, change, savedAt, forget }
}
