import type {LoadTest} from '../../documents/load-test.js'
import {rate, whole} from '../number.js'
import {utcIso} from '../time.js'
import {makeScreen, paragraph, type ScreenOptions} from './screen.js'
import {renderTable} from './table.js'

/** What a list says of a load test. */
export type LoadTestRow = Pick<LoadTest, 'id' | 'tool' | 'tier' | 'unitCount' | 'commit' | 'tags' | 'startedAt'> & {
  stepCount: number
  requestCount: number
  highestRps: number
  warningCount: number
}

/** A table of the load tests of a store, in the order given. */
export function renderLoadTests(place: string, rows: readonly LoadTestRow[], options: ScreenOptions): string {
  const screen = makeScreen(options)
  if (rows.length === 0) {
    return `${screen.plain(`${place} holds no load test yet. Keep one: ecom-plan loadtest import FILE --tier NAME --units N`)}\n`
  }
  const lines = renderTable({
    screen,
    columns: [
      {label: 'Id'},
      {label: 'Started, UTC', floor: 16},
      {label: 'Tool'},
      {label: 'Tier'},
      {label: 'Units', align: 'right', dropOrder: 3},
      {label: 'Steps', align: 'right', dropOrder: 2},
      {label: 'Requests', align: 'right', dropOrder: 1},
      {label: 'Most req/s', align: 'right'},
      {label: 'Commit, tags', floor: 12, dropOrder: 4},
      {label: 'Warnings', align: 'right', dropOrder: 5},
    ],
    rows: rows.map((row) => [
      {text: row.id, style: 'bold'},
      {text: row.startedAt === null ? 'unknown' : utcIso(row.startedAt).slice(0, 16).replace('T', ' ')},
      {text: row.tool},
      {text: row.tier ?? ''},
      {text: row.unitCount === null ? '' : whole(row.unitCount)},
      {text: whole(row.stepCount)},
      {text: whole(row.requestCount)},
      {text: rate(row.highestRps)},
      {
        text: [row.commit ?? '', ...Object.entries(row.tags).map(([name, value]) => `${name}=${value}`)]
          .filter(Boolean)
          .join(', '),
        style: 'dim',
      },
      {text: row.warningCount === 0 ? '' : whole(row.warningCount), style: 'warn'},
    ]),
  })
  const note = `${whole(rows.length)} in ${place}. One of them in full: ecom-plan loadtest show ID`
  return `${[...lines, '', ...paragraph(screen, note, {style: 'dim'})].join('\n')}\n`
}
