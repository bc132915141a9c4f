import {Flags} from '@oclif/core'
import {retailEvents} from '../../catalog/retail-events.js'
import {type CalendarRow, calendarOf} from '../../core/events/calendar.js'
import {renderEventsText} from '../../report/terminal/render-events.js'
import {BaseCommand} from '../../shell/base-command.js'
import {marketFlag, zoneFlag} from '../../shell/flags.js'
import {terminalLook} from '../../shell/terminal.js'

export default class EventsList extends BaseCommand {
  static override summary = 'List the events of the retail calendar, with their days.'
  static override examples = ['<%= config.bin %> events list --year 2026', '<%= config.bin %> events list --market US']
  static override flags = {
    year: Flags.integer({summary: 'The year; by default this one.', min: 2020, max: 2040}),
    market: marketFlag,
    tz: zoneFlag,
  }

  async run(): Promise<CalendarRow[]> {
    const {flags} = await this.parse(EventsList)
    const year = flags.year ?? new Date().getUTCFullYear()
    const rows = calendarOf({year, market: flags.market, timezone: flags.tz, catalog: retailEvents})
    if (!this.jsonEnabled()) this.log(renderEventsText(rows, terminalLook({ascii: false})))
    return rows
  }
}
