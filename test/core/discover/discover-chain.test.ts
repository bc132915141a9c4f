import {describe, expect, test} from 'vitest'
import {discoverChain} from '../../../src/core/discover/discover-chain.js'
import type {Discovery} from '../../../src/core/discover/discovery.js'
import type {PlanError} from '../../../src/errors.js'
import {
  balancer,
  database,
  distribution,
  dnsOf,
  emptyEstate,
  exampleEstate,
  group,
  service,
  targetGroup,
  task,
  twoShops,
  twoShopsNetwork,
} from './two-shops.js'

const shortOf = ({tiers, databases}: Discovery) =>
  [...tiers, ...databases].map(({name, kind, resource, isCertain}) => [name, kind, resource, isCertain])

function failureOf(act: () => unknown): PlanError {
  try {
    act()
  } catch (error) {
    return error as PlanError
  }
  throw new Error('nothing was thrown')
}

describe('the worked examples', () => {
  test('bright-friday: front certain, inner services and database guesses, hosts not chosen', () => {
    const found = discoverChain({snapshot: exampleEstate('bright-friday')})
    expect(found.distribution).toMatchObject({resource: 'E2BRIGHTFRIDAY', isCertain: false})
    expect(found.loadBalancers.map(({resource, isEntry}) => [resource, isEntry])).toEqual([
      ['shop', true],
      ['shop-internal', false],
    ])
    expect(shortOf(found)).toEqual([
      ['web', 'asg', 'shop-web', true],
      ['cart', 'ecs', 'shop/cart', false],
      ['catalog', 'ecs', 'shop/catalog', false],
      ['checkout', 'ecs', 'shop/checkout', false],
      ['shop-db', 'rds', 'shop-db', false],
      ['shop-db-replica', 'rds', 'shop-db-replica', false],
    ])
    expect(found.notChosen).toEqual([
      {
        kind: 'asg',
        resource: 'shop-hosts',
        because: 'owned by the ECS capacity provider shop-hosts, which sets its size',
      },
    ])
    expect(found.choices).toEqual([])
  })

  test.each([
    ['quiet-tuesday', 'seeds'],
    ['database-bound', 'bazaar'],
  ])('%s: both tiers behind the one load balancer', (example, shop) => {
    expect(shortOf(discoverChain({snapshot: exampleEstate(example)}))).toEqual([
      ['web', 'asg', `${shop}-web`, true],
      ['orders', 'ecs', `${shop}/orders`, true],
      [`${shop}-db`, 'rds', `${shop}-db`, false],
    ])
  })
})

describe('two shops in one account', () => {
  test('without a hint the choice is handed back, and no chain is made', () => {
    const found = discoverChain({snapshot: twoShops, network: twoShopsNetwork})
    expect({tiers: found.tiers, databases: found.databases}).toEqual({tiers: [], databases: []})
    expect(found.choices).toMatchObject([
      {flag: '--load-balancer', isRequired: true, options: [{value: 'books'}, {value: 'shoes'}]},
    ])
  })

  const shoes = [
    ['web', 'asg', 'shoes-web', true],
    ['cart', 'ecs', 'main/shoes-cart', true],
    ['shoes-db', 'rds', 'shoes-db', true],
  ]
  test.each([
    ['--load-balancer', {loadBalancer: 'shoes'}],
    ['--tag', {tag: {key: 'app', value: 'shoes'}}],
  ])('%s narrows to one of them, by links and not by names', (_flag, narrowed) => {
    const found = discoverChain({snapshot: twoShops, network: twoShopsNetwork, ...narrowed})
    expect(shortOf(found)).toEqual(shoes)
    expect(found.distribution).toMatchObject({resource: 'ESHOES', isCertain: true})
    expect(found.tiers[1]?.because).toContain('load balancer shoes-inner sends to its target group shoes-cart')
    expect(found.databases[0]?.because).toEqual(['its security group admits main/shoes-cart'])
    expect(found.notChosen.map(({resource}) => resource)).toEqual(
      expect.arrayContaining(['EBOOKS', 'books', 'books-web', 'main/books-cart', 'books-db']),
    )
  })

  test('without security groups nothing inside the shared VPC is guessed', () => {
    const found = discoverChain({snapshot: twoShops, loadBalancer: 'shoes'})
    expect(shortOf(found)).toEqual([['web', 'asg', 'shoes-web', true]])
    expect(found.choices).toMatchObject([
      {flag: '--tier', isRequired: false, options: [{value: 'books-db=books-db'}, {value: 'shoes-db=shoes-db'}]},
    ])
    expect(found.notChosen.find(({resource}) => resource === 'shoes-inner')?.because).toContain('(books, shoes)')
  })

  test('what a task names is a link too', () => {
    const snapshot = {
      ...twoShops,
      taskDefinitions: [
        task('shoes-cart', {DATABASE_URL: 'postgres://app@SHOES-DB.abc123.eu-west-1.rds.amazonaws.com:5432/shop'}),
        task('books-cart', {}),
      ],
    }
    const found = discoverChain({snapshot, tag: {key: 'app', value: 'shoes'}})
    expect(found.databases).toMatchObject([
      {resource: 'shoes-db', isCertain: true, because: ['its endpoint is named by the tasks of main/shoes-cart']},
    ])
  })

  test('one distribution with both as origins makes them one shop, the default origin first', () => {
    const distributions = [distribution('EBOTH', [dnsOf('shoes'), dnsOf('books')])]
    const found = discoverChain({snapshot: {...twoShops, distributions}, network: twoShopsNetwork})
    expect(found.loadBalancers.filter(({isEntry}) => isEntry).map(({resource}) => resource)).toEqual(['shoes', 'books'])
    expect(found.tiers).toHaveLength(4)
    expect(new Set(found.tiers.map(({name}) => name)).size).toBe(4)
  })

  test('a wrong answer names the right ones', () => {
    const {code, suggestions} = failureOf(() => discoverChain({snapshot: twoShops, loadBalancer: 'shoe'}))
    expect({code, first: suggestions[0]}).toEqual({code: 'RESOURCE_NOT_FOUND', first: 'did you mean shoes?'})
    const tagged = failureOf(() => discoverChain({snapshot: twoShops, tag: {key: 'app', value: 'toys'}}))
    expect({code: tagged.code, suggestions: tagged.suggestions}).toEqual({
      code: 'TAG_NOT_FOUND',
      suggestions: ['--tag app=books', '--tag app=shoes'],
    })
  })
})

const oneShop = {
  ...emptyEstate,
  loadBalancers: [balancer('shoes')],
  targetGroups: [targetGroup('shoes-web', 'shoes'), targetGroup('pods', 'shoes')],
  autoScalingGroups: [group('shoes-web', ['shoes-web'])],
}
const nodes = group('eks-nodes', ['pods'], {'eks:cluster-name': 'prod'})

describe('groups that somebody else owns', () => {
  test.each([
    ['eks:cluster-name', 'prod', 'the Kubernetes cluster prod'],
    ['kubernetes.io/cluster/prod', 'owned', 'the Kubernetes cluster prod'],
    ['elasticbeanstalk:environment-name', 'Shop-env', 'the Elastic Beanstalk environment Shop-env'],
    ['AmazonECSManaged', '', 'an ECS capacity provider'],
  ])('tagged %s it is left out with the owner', (key, value, owner) => {
    const owned = group('owned', ['pods'], {[key]: value})
    const found = discoverChain({snapshot: {...oneShop, autoScalingGroups: [...oneShop.autoScalingGroups, owned]}})
    expect(shortOf(found)).toEqual([['web', 'asg', 'shoes-web', true]])
    expect(found.notChosen).toEqual([
      {kind: 'asg', resource: 'owned', because: `owned by ${owner}, which sets its size`},
    ])
  })

  test('alone it is no shop, unless it is named', () => {
    const snapshot = {...oneShop, autoScalingGroups: [nodes]}
    const {code, message, suggestions} = failureOf(() => discoverChain({snapshot}))
    expect(code).toBe('NOTHING_FOUND')
    expect(message).toContain('eks-nodes (owned by the Kubernetes cluster prod, which sets its size)')
    expect(suggestions[0]).toContain('--tier nodes=eks-nodes')
    const found = discoverChain({snapshot, named: [{name: 'nodes', resource: 'eks-nodes'}]})
    expect(found.tiers[0]?.because).toContain('owned by the Kubernetes cluster prod: it is sized and never written')
  })
})

test('nothing at all: what was looked for, and among how much', () => {
  const {code, exitCode, message} = failureOf(() => discoverChain({snapshot: emptyEstate}))
  expect({code, exitCode}).toEqual({code: 'NOTHING_FOUND', exitCode: 3})
  expect(message).toContain('Application Load Balancer')
  expect(message).toContain('0 load balancers, 0 target groups, 0 Auto Scaling groups, 0 ECS services, 0 databases')
})

describe('databases', () => {
  test('one of several in the VPC is not guessed', () => {
    const found = discoverChain({snapshot: {...oneShop, dbInstances: [database('a'), database('b')]}})
    expect(found.databases).toEqual([])
    expect(found.choices).toMatchObject([{flag: '--tier', options: [{value: 'a=a'}, {value: 'b=b'}]}])
    const named = discoverChain({
      snapshot: {...oneShop, dbInstances: [database('a'), database('b')]},
      named: [{name: 'orders-db', resource: 'a'}],
    })
    expect(shortOf(named).at(-1)).toEqual(['orders-db', 'rds', 'a', true])
    expect(named.choices).toEqual([])
  })

  test('a cluster comes once, by its kind; engines without known limits are dependencies', () => {
    const aurora = {Engine: 'aurora-mysql', DBClusterIdentifier: 'orders'}
    const dbInstances = [database('orders-1', aurora), database('orders-2', aurora)]
    expect(discoverChain({snapshot: {...oneShop, dbInstances}}).databases).toMatchObject([
      {
        name: 'orders',
        kind: 'aurora',
        what: expect.stringContaining('aurora-mysql cluster orders, 2 × db.r6g.large'),
      },
    ])
    const oracle = [database('erp', {Engine: 'oracle-ee'})]
    expect(discoverChain({snapshot: {...oneShop, dbInstances: oracle}}).databases).toMatchObject([
      {name: 'erp', kind: 'dependency', what: expect.stringContaining('oracle-ee erp')},
    ])
  })

  test('in another VPC it is not the shop’s', () => {
    const far = database('far', {DBSubnetGroup: {VpcId: 'vpc-2'}})
    const found = discoverChain({snapshot: {...oneShop, dbInstances: [far]}})
    expect(found.databases).toEqual([])
    expect(found.notChosen[0]?.because).toContain('another VPC')
  })
})

describe('CloudFront', () => {
  test.each([
    [
      'an origin that is the DNS name',
      [distribution('EA', [dnsOf('shoes')]), distribution('EB', ['b.example'])],
      'EA',
      true,
    ],
    ['the same in dual stack', [distribution('EA', [`dualstack.${dnsOf('shoes')}`])], 'EA', true],
    ['the only one with a name of its own', [distribution('EA', ['a.example'])], 'EA', false],
  ] as const)('%s', (_case, distributions, resource, isCertain) => {
    const found = discoverChain({snapshot: {...oneShop, distributions: [...distributions]}})
    expect(found.distribution).toMatchObject({resource, isCertain})
  })

  test.each([
    ['files in S3', distribution('EA', ['shop.s3.eu-west-1.amazonaws.com'])],
    ['a load balancer elsewhere', distribution('EA', ['other-1.us-east-1.elb.amazonaws.com'])],
    ['switched off', distribution('EA', [dnsOf('shoes')], {Enabled: false})],
  ])('%s is not in front', (_case, one) => {
    const found = discoverChain({snapshot: {...oneShop, distributions: [one]}})
    expect({distribution: found.distribution, choices: found.choices}).toEqual({distribution: null, choices: []})
    expect(found.notChosen).toMatchObject([{kind: 'distribution', resource: 'EA'}])
  })

  test('of two that could be, none is taken until one is named', () => {
    const distributions = [distribution('EA', ['a.example']), distribution('EB', ['b.example'])]
    const found = discoverChain({snapshot: {...oneShop, distributions}})
    expect(found.distribution).toBeNull()
    expect(found.choices).toMatchObject([
      {flag: '--distribution', isRequired: false, options: [{value: 'EA'}, {value: 'EB'}]},
    ])
    expect(discoverChain({snapshot: {...oneShop, distributions}, distribution: 'EB'}).distribution?.resource).toBe('EB')
  })
})

describe('--tier', () => {
  const named = (name: string, resource: string) => discoverChain({snapshot: oneShop, named: [{name, resource}]})

  test('renames what was found', () => {
    expect(shortOf(named('front', 'shoes-web'))).toEqual([['front', 'asg', 'shoes-web', true]])
  })

  test('takes an ARN', () => {
    const arn = 'arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:1:autoScalingGroupName/shoes-web'
    expect(shortOf(named('front', arn))).toEqual([['front', 'asg', 'shoes-web', true]])
  })

  test.each([
    ['web', 'shoes-wep', 'TIER_UNKNOWN', '--tier web=shoes-web'],
    ['Web', 'shoes-web', 'TIER_INVALID', '--tier NAME=shoes-web'],
  ])('%s=%s: %s', (name, resource, code, suggestion) => {
    const failure = failureOf(() => named(name, resource))
    expect({code: failure.code, exitCode: failure.exitCode}).toEqual({code, exitCode: 64})
    expect(failure.suggestions[0]).toContain(suggestion)
  })

  test('one name of two kinds has to be told apart', () => {
    const snapshot = {...oneShop, dbInstances: [database('shoes-web')]}
    const ask = (resource: string) => discoverChain({snapshot, named: [{name: 'x', resource}]})
    expect(failureOf(() => ask('shoes-web')).suggestions).toEqual(['--tier x=asg:shoes-web', '--tier x=rds:shoes-web'])
    expect(ask('rds:shoes-web').databases.at(-1)).toMatchObject({name: 'x', resource: 'shoes-web', isCertain: true})
  })
})

test('a tier with two target groups says which one counts', () => {
  const targetGroups = [...oneShop.targetGroups, targetGroup('grpc', 'shoes')]
  const services = [service('main/api', ['pods', 'grpc'])]
  const {tiers} = discoverChain({snapshot: {...oneShop, targetGroups, services}})
  const api = tiers.find(({kind}) => kind === 'ecs')
  expect(api).toMatchObject({resource: 'main/api', targetGroup: 'grpc', isCertain: false})
})

test('load balancers that count no requests are named', () => {
  const loadBalancers = [...oneShop.loadBalancers, balancer('tcp', {Type: 'network'}), balancer('idle')]
  expect(discoverChain({snapshot: {...oneShop, loadBalancers}}).notChosen.map(({resource}) => resource)).toEqual([
    'idle',
    'tcp',
  ])
})
