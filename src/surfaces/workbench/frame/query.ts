import { QueryClient } from '@tanstack/react-query'
import { isCallError } from './call.ts'

/** What the server refused stays refused; what did not reach it is tried twice more. */
const retry = (failures: number, error: Error): boolean =>
  failures < 2 && (!isCallError(error) || error.problem.status >= 500)

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry, staleTime: 10_000, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
})
