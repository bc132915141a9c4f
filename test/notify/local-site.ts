import {createServer, type IncomingHttpHeaders, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'

export type SeenRequest = {method: string; path: string; headers: IncomingHttpHeaders; body: string}
type Answer = (response: ServerResponse, seen: SeenRequest) => void

/** A site on a local port that writes down what it is asked, and answers as a test says. */
export async function openSite(
  answer: Answer,
): Promise<{url: string; seen: SeenRequest[]; close: () => Promise<void>}> {
  const seen: SeenRequest[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const {method = '', url: path = '', headers} = request
    const one = {method, path, headers, body: Buffer.concat(chunks).toString('utf8')}
    seen.push(one)
    answer(response, one)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(code, headers).end('ok')
  }
