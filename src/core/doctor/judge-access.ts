import {healthLimits} from '../../catalog/health-limits.js'
import type {Config} from '../../documents/config.js'
import type {Check} from '../../documents/doctor.js'
import {counted, span} from '../figure.js'
import {makePolicy} from '../iam/make-policy.js'
import type {DoctorFacts, Known, TriedAction} from './facts.js'
import {type Judgement, judged, listed, unlessFailed} from './judged.js'

const group = 'AWS' as const

/** Credentials, clock, account, Region, permissions, and whether what the config names is there. */
export function judgeAccess(facts: DoctorFacts): Check[] {
  const {caller, clock, config, permissions, writes, resources} = facts
  const known = 'value' in config ? config.value.config : null
  return [
    judged({id: 'credentials', group, title: 'Credentials'}, caller, (value) => credentials(value, known)),
    judged({id: 'clock', group, title: 'Clock'}, clock, clockJudgement),
    judged({id: 'account', group, title: 'Account'}, unlessFailed(caller, 'no credentials'), (value) =>
      account(value, known),
    ),
    region(facts),
    judged({id: 'permissions', group, title: 'Permissions'}, permissions, (tried) => permitted(tried, facts, known)),
    ...(facts.purposes.some((purpose) => purpose === 'apply' || purpose === 'pull')
      ? [judged({id: 'writes', group, title: 'Write access'}, writes, (tried) => permitted(tried, facts, known))]
      : []),
    judged({id: 'resources', group, title: 'Resources'}, resources, (value) => found(value, known)),
  ]
}

type Caller = Extract<DoctorFacts['caller'], {value: unknown}>['value']

function credentials({arn, endsInS}: Caller, config: Config | null): Judgement {
  const profile = config?.aws.profile
  const who = `${profile === undefined ? '' : `profile ${profile}, `}${arn}`
  if (endsInS === null) return {status: 'ok', message: who}
  if (endsInS >= healthLimits.credentialsEndS.value)
    return {status: 'ok', message: `${who}, for another ${span(endsInS)}`}
  return {
    status: 'warn',
    message: `${who}: they end in ${span(Math.max(0, endsInS))}, which may be within a pull`,
    next: [`aws sso login${profile === undefined ? '' : ` --profile ${profile}`}`],
  }
}

function clockJudgement({offsetS}: {offsetS: number}): Judgement {
  const apart = Math.abs(offsetS)
  if (apart < healthLimits.clockOffsetS.value) return {status: 'ok', message: `less than 5 min from AWS's`}
  const side = offsetS > 0 ? 'behind' : 'ahead of'
  return {
    status: 'fail',
    message: `this machine's clock is ${span(apart)} ${side} AWS's: signatures are refused, and other hours are asked for than are meant`,
    next: ['set the clock: sudo timedatectl set-ntp true'],
  }
}

function account({account: own, arn}: Caller, config: Config | null): Judgement {
  const wanted = config?.aws.account
  if (wanted === undefined || own === wanted) return {status: 'ok', message: `${own}, as ecom-plan.yaml says`}
  const profile = config?.aws.profile
  return {
    status: 'fail',
    message: `the credentials belong to account ${own} (${arn}), and ecom-plan.yaml names ${wanted}`,
    next: [
      `set aws.profile in ecom-plan.yaml, or AWS_PROFILE, to a profile of account ${wanted}`,
      `aws sts get-caller-identity${profile === undefined ? '' : ` --profile ${profile}`}`,
    ],
  }
}

function region({config, caller, environmentRegion}: DoctorFacts): Check {
  const name = {id: 'region', group, title: 'Region'} as const
  const skipped = 'skipped' in caller ? caller : config
  return judged(name, 'value' in config ? {value: config.value.config} : notKnown(skipped), ({aws}) => {
    if ('skipped' in caller) return {skipped: caller.skipped}
    if (!/^[a-z]{2,3}(-[a-z]+)+-\d$/.test(aws.region)) {
      return {
        status: 'fail',
        message: `aws.region is ${aws.region}, which is no Region of AWS`,
        next: ['set aws.region in ecom-plan.yaml, such as us-east-1'],
      }
    }
    if (environmentRegion === null || environmentRegion === aws.region) {
      return {status: 'ok', message: `${aws.region}, as ecom-plan.yaml says`}
    }
    return {
      status: 'warn',
      message: `ecom-plan.yaml names ${aws.region}, which is asked; the environment or profile names ${environmentRegion}`,
      next: [`set aws.region in ecom-plan.yaml to ${environmentRegion} if the shop is there`],
    }
  })
}

const notKnown = (known: Known<unknown>): {skipped: string} =>
  'skipped' in known ? known : {skipped: 'no valid config'}

/** How many actions are named in a sentence; the policy has all of them. */
function permitted(tried: readonly TriedAction[], facts: DoctorFacts, config: Config | null): Judgement {
  const denied = tried.filter(({isAllowed}) => isAllowed === false)
  const untried = tried.filter(({isAllowed}) => isAllowed === null)
  const purposes = listed(facts.purposes)
  if (denied.length === 0) {
    const rest = untried.length === 0 ? '' : `; not tried: ${listed(untried.map(({action}) => action))}`
    return {
      status: 'ok',
      message: `all ${counted(tried.length - untried.length, 'action')} that ${purposes} need are allowed${rest}`,
    }
  }
  const words = denied.map(({action, neededBy, isExplicitlyDenied, isOptional, where}) => {
    const how = `${isExplicitlyDenied ? 'explicitly denied' : 'denied'}${where === null ? '' : ` in ${where}`}`
    return `${action} ${how} (for ${listed(neededBy)}${isOptional ? ', which goes on without it' : ''})`
  })
  return {
    status: denied.every(({isOptional}) => isOptional) ? 'warn' : 'fail',
    message: `${denied.length} of ${counted(tried.length, 'action')}: ${words.join('; ')}`,
    next: [
      ...statementsFor(denied, config).map((statement) => `add to the role's policy: ${statement}`),
      ...(denied.some(({isExplicitlyDenied}) => isExplicitlyDenied)
        ? ['take the explicit deny out of its policy, permissions boundary or service control policy']
        : []),
      ...[...new Set(denied.flatMap(({neededBy}) => neededBy.slice(0, 1)))].map(
        (purpose) => `ecom-plan iam print --for ${purpose}`,
      ),
    ],
  }
}

/** The statements of the commands' policies, cut down to what was denied. */
function statementsFor(denied: readonly TriedAction[], config: Config | null): string[] {
  const actions = new Set(denied.filter(({isExplicitlyDenied}) => !isExplicitlyDenied).map(({action}) => action))
  const purposes = [...new Set(denied.flatMap(({neededBy}) => neededBy))]
  const statements = purposes
    .flatMap((purpose) => makePolicy({purpose, config, isScoped: true}).Statement)
    .flatMap((statement) => {
      const Action = statement.Action.filter((action) => actions.has(action))
      return Action.length === 0 ? [] : [pastable({...statement, Action})]
    })
  return [...new Set(statements)]
}

type Resources = Extract<DoctorFacts['resources'], {value: unknown}>['value']

function found({isLive, inventory}: Resources, config: Config | null): Judgement {
  const tiers = Object.values(config?.tiers ?? {}).filter(({kind}) => kind !== 'dependency')
  const from = isLive ? `found in ${inventory.region}` : `found in the snapshot of ${inventory.capturedAt.slice(0, 10)}`
  return {status: 'ok', message: `${counted(tiers.length, 'tier')} ${from}`}
}

/** JSON with blanks between its parts: a screen wraps it there, and it can be pasted all the same. */
const pastable = (value: object) => JSON.stringify(value, null, 1).replaceAll(/\n */g, ' ')
