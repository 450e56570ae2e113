import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, isCallError, sentenceOf } from './call.ts'
import { sessionClient, signInClient } from './clients.ts'
import { sessionKey } from './session.ts'
import { sentence, wordOf } from './words.ts'

/** Tells which rules a password breaks, where the server's sentence says only that it breaks some. */
async function nameFaults(error: unknown): Promise<never> {
  if (!isCallError(error) || error.problem.code !== 'identity.weak_password') throw error
  const faults = Array.isArray(error.problem.data.faults) ? error.problem.data.faults : []
  const words = await Promise.all(faults.map((fault) => wordOf('identity', `password_faults.${String(fault)}`)))
  error.message = sentence('password.weak', { faults: words.join(sentence('password.between')) })
  throw error
}

const empty = { current: '', next: '', again: '' }

export function useNewPassword(onDone: () => void = () => undefined) {
  const client = useQueryClient()
  const [values, setValues] = useState(empty)
  const [differs, setDiffers] = useState(false)
  const change = (some: Partial<typeof empty>) => setValues((now) => ({ ...now, ...some }))
  const send = useMutation({
    mutationFn: () =>
      call(sessionClient.password.$post({ json: { current: values.current, next: values.next } })).catch(nameFaults),
    onSuccess: async () => {
      setValues(empty)
      onDone()
      await client.invalidateQueries({ queryKey: sessionKey })
    },
  })
  const submit = () => {
    const isTwice = values.next === values.again
    setDiffers(!isTwice)
    if (isTwice) send.mutate()
  }
  const fault = differs ? sentence('password.differs') : send.error ? sentenceOf(send.error) : ''
  return { values, change, submit, fault, isPending: send.isPending, isDone: send.isSuccess }
}

export function useTotpSetUp() {
  const client = useQueryClient()
  const [started, setStarted] = useState<{ secret: string; uri: string } | null>(null)
  const start = useMutation({
    mutationFn: () => call(sessionClient.totp.start.$post()),
    onSuccess: (answer) => setStarted(answer),
  })
  const confirm = useMutation({
    mutationFn: (code: string) => call(sessionClient.totp.confirm.$post({ json: { code } })),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionKey }),
  })
  return { started, start, confirm }
}

/** The code of a printed slip makes an account its owner's. */
export function useActivation() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: { code: string; accountName: string; password: string }) =>
      call(signInClient.activation.$post({ json: input })).catch(nameFaults),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionKey }),
  })
}
