import {makeScreen, paragraph, type Screen, type ScreenOptions} from './screen.js'

type Found = {resource: string; because: readonly string[]; isCertain: boolean}

/** What carries the shop, in the order of its requests; `loadBalancer` of a tier is the one that sends to it. */
export type DiscoveryView = {
  account: string
  region: string
  distribution: (Found & {aliases: readonly string[]}) | null
  loadBalancers: readonly (Found & {isEntry: boolean})[]
  tiers: readonly (Found & {name: string; kind: string; loadBalancer: string | null})[]
  databases: readonly (Found & {name: string; kind: string; what: string})[]
  notChosen: readonly {kind: string; resource: string; because: string}[]
  choices: readonly {question: string; flag: string; options: readonly {value: string; says: string}[]}[]
}

/** One line of the tree and what says so, with all that hangs below it. */
type Branch = {title: string; found: Found | null; children: Branch[]}

/** More of what was left out is in the JSON. */
const notChosenShown = 12

/** The tree of what carries the shop with the reason at each branch, what was left out, and what is still to tell. */
export function renderDiscoveryText(view: DiscoveryView, options: ScreenOptions): string {
  const screen = makeScreen(options)
  const lines = [
    ...paragraph(screen, `account ${view.account} · ${view.region}`, {indent: 0, hang: 2, style: 'bold'}),
    ...drawn(screen, treeOf(view), ''),
    ...leftOut(screen, view.notChosen),
    ...view.choices.flatMap((choice) => open(screen, choice)),
  ]
  return `${lines.join('\n')}\n`
}

function treeOf({distribution, loadBalancers, tiers, databases}: DiscoveryView): Branch[] {
  const behind = (name: string | null): Branch[] =>
    tiers
      .filter((tier) => tier.loadBalancer === name)
      .map((tier) => ({title: `${tier.name}   ${kindWords(tier.kind)} ${tier.resource}`, found: tier, children: []}))
  const balancer = (found: DiscoveryView['loadBalancers'][number]): Branch => ({
    title: `load balancer ${found.resource}${found.isEntry ? '' : ' (internal)'}`,
    found,
    children: behind(found.resource),
  })
  const entries = loadBalancers.filter(({isEntry}) => isEntry).map(balancer)
  const inner = loadBalancers.filter(({isEntry}) => !isEntry).map(balancer)
  const known = new Set(loadBalancers.map(({resource}) => resource))
  const apart = [...new Set(tiers.map((tier) => tier.loadBalancer))].filter((name) => name === null || !known.has(name))
  return [
    ...(distribution === null
      ? entries
      : [
          {
            title: `CloudFront ${distribution.resource}   ${distribution.aliases.join(', ')}`.trimEnd(),
            found: distribution,
            children: entries,
          },
        ]),
    ...inner,
    ...apart.flatMap(behind),
    ...databases.map((database) => ({
      title: `${database.name}   ${kindWords(database.kind)} ${database.resource}: ${database.what}`,
      found: database,
      children: [],
    })),
  ]
}

const words: Readonly<Record<string, string>> = {
  asg: 'Auto Scaling group',
  ecs: 'ECS service',
  rds: 'RDS instance',
  aurora: 'Aurora cluster',
  'rds-cluster': 'Multi-AZ DB cluster',
  dependency: 'not sized,',
}
const kindWords = (kind: string) => words[kind] ?? kind

function drawn(screen: Screen, branches: readonly Branch[], rail: string): string[] {
  const glyphs = screen.ascii ? {tee: '|- ', end: '`- ', bar: '|  '} : {tee: '├─ ', end: '└─ ', bar: '│  '}
  return branches.flatMap((branch, index) => {
    const isLast = index === branches.length - 1
    const below = rail + (isLast ? '   ' : glyphs.bar)
    const trunk = branch.children.length > 0 ? glyphs.bar : '   '
    const found = branch.found
    const mark = found?.isCertain === false ? '? ' : ''
    return [
      ...hung(screen, rail + (isLast ? glyphs.end : glyphs.tee), below + trunk, mark + branch.title),
      ...(found?.because ?? []).flatMap((reason) => hung(screen, below + trunk, below + trunk, reason, true)),
      ...drawn(screen, branch.children, below),
    ]
  })
}

/** Text behind a rail; lines that it is wrapped into keep the rail. */
function hung(screen: Screen, first: string, next: string, text: string, isReason = false): string[] {
  const [indent, style] = isReason ? [2, 'dim' as const] : [0, 'bold' as const]
  const narrow = {...screen, width: screen.width === null ? null : Math.max(20, screen.width - next.length)}
  return paragraph(narrow, text, {indent, hang: 2, style}).map((line, i) => (i === 0 ? first : next) + line)
}

function leftOut(screen: Screen, list: DiscoveryView['notChosen']): string[] {
  if (list.length === 0) return []
  const more = list.length - notChosenShown
  return [
    '',
    screen.paint('bold', 'Not chosen'),
    ...list
      .slice(0, notChosenShown)
      .flatMap(({kind, resource, because}) => paragraph(screen, `${kind} ${resource}: ${because}`, {hang: 4})),
    ...(more > 0 ? paragraph(screen, `and ${more} more, all of them with --json`, {style: 'dim'}) : []),
  ]
}

function open(screen: Screen, {question, flag, options}: DiscoveryView['choices'][number]): string[] {
  return [
    '',
    ...paragraph(screen, `${screen.mark('warn')} ${question}`, {indent: 0, hang: 2, style: 'warn'}),
    ...options.flatMap(({value, says}) => paragraph(screen, `${flag} ${value}   ${says}`, {hang: 4})),
  ]
}
