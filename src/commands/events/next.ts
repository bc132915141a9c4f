import {Flags} from '@oclif/core'
import {retailEvents} from '../../catalog/retail-events.js'
import {type CalendarRow, calendarRow} from '../../core/events/calendar.js'
import {nextEvents} from '../../core/events/event-date.js'
import {renderEventsText} from '../../report/terminal/render-events.js'
import {BaseCommand} from '../../shell/base-command.js'
import {marketFlag, walkFlags, zoneFlag} from '../../shell/flags.js'
import {terminalLook} from '../../shell/terminal.js'

export default class EventsNext extends BaseCommand {
  static override summary = 'List the next events of the retail calendar.'
  static override examples = ['<%= config.bin %> events next', '<%= config.bin %> events next --market US --count 3']
  static override flags = {
    count: Flags.integer({summary: 'How many.', default: 5, min: 1, max: 50}),
    market: marketFlag,
    tz: zoneFlag,
    'as-of': walkFlags['as-of'],
  }

  async run(): Promise<CalendarRow[]> {
    const {flags} = await this.parse(EventsNext)
    const asOfDate = (flags['as-of'] ?? new Date().toISOString()).slice(0, 10)
    const found = nextEvents({asOfDate, market: flags.market, count: flags.count, catalog: retailEvents})
    const rows = found.map(({event, date}) => calendarRow({event, date, timezone: flags.tz}))
    if (!this.jsonEnabled()) this.log(renderEventsText(rows, terminalLook({ascii: false})))
    return rows
  }
}
