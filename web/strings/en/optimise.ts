/** Words of the Optimise view. */
import type { SitingHour } from '../../scenario/scenario.ts';
import { design } from './optimise-design.ts';

const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);

export const words = {
  title: 'Optimise',

  objective: {
    costUsdPerHour: { name: 'Cost', short: 'cost', unit: '$/h', long: 'Cost of the hour' },
    voltageDeviationPu: {
      name: 'Voltage deviation',
      short: 'deviation',
      unit: 'pu',
      long: 'Sum of |1 − V| over all buses',
    },
    apparentLossKva: { name: 'Loss', short: 'loss', unit: 'kVA', long: 'Apparent loss in lines' },
  },

  summary: {
    here:
      'Here you place panels and battery packs on the buses. A search tries thousands of designs ' +
      'and keeps those that no other design beats in cost, voltage and loss at once.',
    idle: 'No search has run.',
    running: (at: { generation: number; total: number; designs: number }): string =>
      `The search is at generation ${at.generation} of ${at.total} and holds ${at.designs} ` +
      `${plural(at.designs, 'design', 'designs')}.`,
    done: (at: { designs: number }): string =>
      `The search is done; ${at.designs} ${plural(at.designs, 'design is', 'designs are')} left.`,
    stopped: (at: { generation: number; designs: number }): string =>
      `The search stopped at generation ${at.generation} with ${at.designs} ` +
      `${plural(at.designs, 'design', 'designs')}.`,
    tryGuess: 'Try: put panels on the bus with the most load, then run the search.',
    trySelect: 'Try: step along the front from the cheapest design and watch what you give up.',
  },

  guess: {
    heading: 'Your guess',
    lead: 'How much goes where? Your design is the star on the plots.',
    bus: 'Bus',
    load: 'Load, kW',
    loadOf: (kw: string): string => `${kw} kW`,
    panels: 'Panels',
    packs: 'Packs',
    panelsAt: (bus: number): string => `Panels at bus ${bus}`,
    packsAt: (bus: number): string => `Packs at bus ${bus}`,
    fewer: (what: string, step: number): string => `${step} fewer: ${what}`,
    more: (what: string, step: number): string => `${step} more: ${what}`,
    change: (at: { bus: number; panels: number; packs: number }): string =>
      `Guess at bus ${at.bus}: ${at.panels} panels, ${at.packs} packs`,
    copy: 'Copy from the grid’s devices',
    copied: 'Guess copied from the grid’s devices',
    nothingToCopy: 'The grid has no devices to copy.',
    clear: 'Empty the guess',
    cleared: 'Guess emptied',
    total: 'Total',
    sizes: 'A panel is 365 W; a pack is 50 kW and 210 kWh.',
    error: (at: { what: string; max: number }): string =>
      `${at.what}: give a whole number from 0 to ${at.max}.`,
    none: 'Your guess is empty, so it stands where “no devices” stands.',
    unsolved:
      'Your guess has no star: the power flow does not converge with it, so it has no voltages ' +
      'and no losses. Take some devices away, or raise the base power in the Grid view.',
    result: (at: { cost: string; deviation: string; loss: string }): string =>
      `Your guess: ${at.cost} $/h, ${at.deviation} pu deviation, ${at.loss} kVA loss.`,
    breaks: 'It breaks a limit.',
    keeps: 'It keeps all limits.',
    beaten: (count: number): string =>
      count === 0
        ? 'No design of the search beats it in all three.'
        : `${count} ${plural(count, 'design', 'designs')} of the search ` +
          `${plural(count, 'beats', 'beat')} it in every respect.`,
  },

  assumptions: {
    heading: 'Assumptions',
    lead: 'What the thesis leaves open, with the values we recommend.',
    hour: 'What the search judges by',
    hours: {
      noon: 'Noon',
      evening: 'Evening',
      days: 'Representative days',
      year: 'Whole year',
    } satisfies Record<SitingHour, string>,
    dispatch: 'Packs follow',
    daysForget:
      'This rule remembers weeks, which days cut out of their year do not: a search finds designs ' +
      'that look good on these days only. Take the whole year.',
    dispatchChange: (rule: string): string => `Packs follow: ${rule}`,
    hourWhy: {
      noon:
        'At noon cheap sunshine cuts cost, deviation and loss together; what is left to trade ' +
        'is small. The real trade-off is in the evening, when packs charged from the grid are ' +
        'all you have.',
      evening:
        'In the evening there is no sun. Packs charged from the grid cost more than the grid ' +
        'itself, but they hold the voltage up and cut the loss: here you have to choose.',
      days:
        'Some days stand for the year, each with the weight of the days it is like; figures are ' +
        'means of their hours. A few seconds; what is left at the end is judged by the whole ' +
        'year as well.',
      year:
        'Every design is judged by all 8,760 hours, with its packs dispatched; figures are means ' +
        'of the hours. This takes a minute or two.',
    } satisfies Record<SitingHour, string>,
    groups: {
      hours: 'Days',
      sun: 'Sun and air',
      devices: 'Devices',
      limits: 'Voltage limits',
      prices: 'Prices',
      search: 'Search',
    },
    hint: (at: { min: string; max: string; recommended: string }): string =>
      `${at.min} to ${at.max}; recommended ${at.recommended}`,
    changed: 'changed',
    changedCount: (count: number): string =>
      count === 0
        ? 'all recommended'
        : `${count} ${plural(count, 'value', 'values')} changed from the recommended`,
    reset: 'Back to recommended',
    resetDone: 'Assumptions back to the recommended values',
    change: (at: { label: string; value: string; unit: string }): string =>
      `${at.label} to ${at.value}${at.unit === '' ? '' : ` ${at.unit}`}`,
    hourChange: (hour: SitingHour): string =>
      hour === 'noon' || hour === 'evening'
        ? `Search at ${hour}`
        : `Search over ${hour === 'days' ? 'representative days' : 'the year'}`,
    errors: {
      number: (at: { label: string; range: string }): string =>
        `${at.label}: this is not a number. Give one from ${at.range}.`,
      range: (at: { label: string; range: string }): string =>
        `${at.label}: give a number from ${at.range}.`,
      whole: (at: { label: string; range: string }): string =>
        `${at.label}: give a whole number from ${at.range}.`,
      islands: (at: { label: string; group: number }): string =>
        `${at.label}: each island breeds in groups of four, so give a multiple of ${at.group}.`,
      order: (at: { label: string }): string =>
        `${at.label}: the lowest voltage must stay below the highest.`,
    },
    range: (at: { min: string; max: string; unit: string }): string =>
      `${at.min} to ${at.max}${at.unit === '' ? '' : ` ${at.unit}`}`,
  },

  run: {
    heading: 'Search',
    start: 'Run the search',
    again: 'Run it again',
    fresh: 'Run it for the new assumptions',
    restart: 'Start over',
    cancel: 'Stop',
    resume: 'Continue',
    plan: (at: {
      generations: string;
      population: string;
      designs: string;
      flows: string;
    }): string =>
      `${at.generations} generations of ${at.population}: ${at.designs} designs, ` +
      `${at.flows} power flows.`,
    progress: (at: { done: number; total: number }): string =>
      `Generation ${at.done} of ${at.total}`,
    done: (at: { generation: number; evaluations: string; time: string }): string =>
      `Done: ${at.generation} generations, ${at.evaluations} designs tried in ${at.time}.`,
    stopped: (at: { done: number; total: number; reason: string }): string =>
      `${at.reason} ${at.done} of ${at.total} generations are done.`,
    resumable: 'Continue ends at the same designs as if you had never stopped.',
    stale:
      'These designs belong to the old inputs. The grid, the seed or an assumption changed since.',
    spoken: (percent: number): string => `Search ${percent} % done`,
  },

  front: {
    heading: 'The front',
    lead: 'Each mark is a design that no other design beats in all three. Pick one.',
    title: (at: { x: string; y: string }): string => `${at.y} over ${at.x.toLowerCase()}`,
    more: 'The other two pictures, and how the search grew',
    summary: (at: { count: number; x: string; y: string }): string =>
      `${at.count} ${plural(at.count, 'design', 'designs')}; ${at.x}; ${at.y}`,
    starsOnly: 'Stars only: no search has run.',
    summaryRange: (at: { min: string; max: string; unit: string }): string =>
      at.min === at.max ? `${at.min} ${at.unit}` : `${at.min} to ${at.max} ${at.unit}`,
    series: {
      front: 'Designs',
      infeasible: 'Breaks a limit',
      earlier: 'Earlier generations',
      selected: 'Selected',
    },
    star: { none: 'No devices', thesis: 'Thesis, Table 7', guess: 'Your guess' },
    starBreaks: (name: string): string => `${name} (breaks a limit)`,
    design: (rank: number): string => `Design ${rank}`,
    zoom: 'Picture shows',
    zoomFront: 'the front',
    zoomAll: 'all stars',
    outside: (at: { name: string; cost: string; deviation: string; loss: string }): string =>
      `${at.name}: ${at.cost} $/h, ${at.deviation} pu, ${at.loss} kVA`,
    outsideLead: 'Outside this picture:',
    hypervolume: 'Hypervolume',
    hypervolumeTitle: 'Hypervolume per generation',
    hypervolumeSummary: (at: { value: string; generation: number }): string =>
      `${at.value} after generation ${at.generation}; bigger is better.`,
    generation: 'Generation',
    hypervolumeNote:
      'The share of the space between zero and “no devices” that the front has conquered.',
    noStar: {
      none:
        '“No devices” has no star: without devices this network has no power-flow solution at ' +
        'this base power, so there is nothing to measure against.',
      thesis:
        'The thesis’s Table 7 has no star: with its sizes the power flow does not converge at ' +
        'this base power, or this network does not have its buses.',
    },
    empty: 'No design yet. Guess first, then let the search try.',
    guessed: 'That is your guess. Now let the search try.',
    starsLead: 'The stars are single designs; the search adds the front.',
    exampleNote: 'Faint: what a front looks like. It is a sketch, not a result.',
    sketch: {
      x: 'cost',
      y: 'voltage deviation',
      front: 'the front: no design beats these',
      tried: 'designs tried and beaten',
    },
    missing: 'No design met a limit yet; the least violating ones are shown as crosses.',
  },

  design,

  number: {
    none: '$/h without any device: what the search has to beat',
    cheapest: (at: { count: number; none: string }): string =>
      `$/h, the cheapest of ${at.count} ${plural(at.count, 'design', 'designs')}${at.none}`,
    selected: (at: { none: string }): string => `$/h with the selected design${at.none}`,
    against: (cost: string): string => `; ${cost} $/h without devices`,
  },
  folds: { guess: 'Your guess', assumptions: 'Assumptions' },

  why: {
    label: 'Why',
    start:
      'A panel makes a kWh for less than the grid sells it, and it makes it where it is used, so ' +
      'less current travels, less is lost and the voltage sags less. How much, and where?',
    startYear:
      'Over a year panels meet dark evenings and cloudy weeks. Packs carry noon into the evening, ' +
      'but every kWh they give has its price. What is worth it, and where?',
    startEvening:
      'Without sun only packs can help. They cost more per kWh than the grid, so every volt they ' +
      'hold up has its price.',
    guessed: (designs: string): string =>
      `Your guess is on the plots. The search will try ${designs} designs; see if it finds one ` +
      'that beats yours in all three.',
    growing: (at: { designs: number }): string =>
      `${at.designs} ${plural(at.designs, 'design stands', 'designs stand')} that no other beats ` +
      'in all three. Watch the cloud move down and to the left, then spread.',
    unsolvable:
      'The search found no design with a power-flow solution. Raise the base power or lower the ' +
      'loads in the Grid view, or allow more devices.',
    infeasible:
      'No design keeps all limits yet. The search first looks for the smallest breach, then for ' +
      'the objectives.',
    conflict: (at: { a: string; b: string }): string =>
      `On this front the designs with less ${at.a} mostly have more ${at.b}: here you have to choose.`,
    agree: (at: { from: string; to: string; base: string }): string =>
      `The objectives hardly conflict: the whole front costs ${at.from} to ${at.to} $/h, ` +
      `against ${at.base} $/h without devices.`,
    dearer: (base: string): string =>
      `Every design costs more than buying all from the grid (${base} $/h): that is the price of ` +
      'the voltage.',
    one: 'One design beats all others in every respect: here nothing conflicts.',
    packsNever: 'No design on it holds a pack, because sunshine is cheaper.',
    packsOften: (at: { count: number; all: number }): string =>
      `${at.count} of ${at.all} designs hold battery packs.`,
    step: (at: {
      gain: string;
      gainUnit: string;
      what: string;
      price: string;
      priceUnit: string;
      of: string;
    }): string =>
      `From here the next design along ${at.of} gives ${at.gain} ${at.gainUnit} less ${at.what} ` +
      `for ${at.price} ${at.priceUnit} more.`,
    last: (of: string): string => `This is the end of the front along ${of}.`,
  },
};
