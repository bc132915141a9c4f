import {announcedEvents} from './announced-events.js'
import {easternEvents} from './eastern-events.js'
import type {RetailEvent} from './retail-event.js'
import {westernEvents} from './western-events.js'

/** The retail calendar: every event that a config may name, with the rule for its day and the usual window around it. */
export const retailEvents: readonly RetailEvent[] = [...westernEvents, ...easternEvents, ...announcedEvents]
