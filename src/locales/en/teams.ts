import type { teams as da } from '../da/teams.ts'

export const teams: typeof da = {
  kinds: { resourceTeam: 'Resource team', focusTeam: 'Focus team' },
  roles: {
    leader: 'leader',
    outreachAdvisor: 'outreach social worker',
    ppr: 'PPR',
    healthVisitor: 'health visitor',
    specialEducator: 'special educator',
    psychologist: 'psychologist',
    speechTherapist: 'speech and hearing consultant',
  },
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
  cadence: weeks => (weeks === 1 ? 'Every week' : `Every ${weeks} weeks`),
  timeOnDay: (weekday, time, length) => `${weekday} at ${time} · ${length}`,

  entryCreate: 'Set up a team',
  entryMine: 'My team',
  entryMany: 'My teams',
  choose: 'Which team?',

  setup: {
    step: step => `Step ${step} of 5`,
    stepSaved: step => `Step ${step} of 5 · the one before is saved`,
    stepPage: (step, from, to, all) => `Step ${step} of 5 · person ${from}–${to} of ${all}`,
    basicsHeading: 'Which team is it?',
    basicsContext: 'You become the team’s coordinator.',
    kindLabel: 'Type',
    kindChoices: {
      resourceTeam: 'Resource team: meets every 6 or 8 weeks',
      focusTeam: 'Focus team: you decide yourselves how often you meet',
    },
    institutionLabel: 'Institution',
    otherInstitution: 'Another institution',
    institutionNameLabel: 'Name of the institution',
    otherNameLabel: 'Name of the institution, if it is another one',
    nameLabel: 'Name of the team',
    nameHint:
      'You can leave the name empty. The team is then named after its type and institution, such as “Resource team Solsikken”.',
    basicsNext: 'Next you choose who is in it. The team is not set up until you have gone through it all.',
    basicsProblems: {
      missing: 'Write the name of the institution.',
      tooLong: 'Make the name shorter: at most 80 characters.',
      taken: 'The institution already has a team of that kind with that name. Give the team another name.',
      unknown: 'Choose an institution on the list, or write its name.',
      foreign:
        'There is already an institution with that name, and you do not belong to it. If it is yours, ask a coordinator there to add you to a team. Otherwise write another name.',
    },
    restart: 'Start over',
    askRestart: 'Start over?',
    askRestartText: 'Then what you wrote about the team is deleted.',
    askRestartNext: 'Then you begin with the first step.',
    restarted: 'What you had written is deleted. Now you can start over.',
    peopleHeading: 'Who is in the team?',
    peopleContext:
      'You are in it yourself. Here are those who share a group chat with you, and those who have Rød Tråd.',
    peopleNext: 'Is somebody missing? Add Rød Tråd to your group chat, and you can choose everybody in it.',
    rolesHeading: 'Which role do they have?',
    rolesContext: 'I look for a date when those who must be there can come.',
    rolesNext: 'Next you choose how often and when you meet.',
    rhythmNext: 'Next you see it all together.',
    summaryHeading: 'Is this right?',
    summaryNext:
      'When you set up the team, everybody gets one message that they are in it. Then you can find a date for the first meeting.',
    create: 'Set up the team',
    created: told =>
      told === 0
        ? 'The team is set up.'
        : `The team is set up. ${told === 1 ? 'One person gets' : `${told} people get`} a message that they are in it.`,
    gone: 'The team you were setting up has been set up or deleted. Here you can begin a new one.',
    unfinished: 'Something is still missing. Go through the steps, and I will tell you what it is.',
    strangers: 'One of those you chose is not in your municipality. Choose somebody else.',
    notLeader:
      'The coordinator sets up the team: the daycare leader or the pedagogical leader. If you are a leader, choose that under settings.',
  },

  pick: {
    label: 'Choose those who are in it',
    addLabel: 'Choose those who should join the team',
    none: 'I know nobody to choose from yet. Add Rød Tråd to your group chat, or ask your colleagues to find the app Rød Tråd in Teams and choose “Add”.',
    allIn:
      'Everybody I know is in. If somebody is missing, add Rød Tråd to your group chat, or ask the person to find the app Rød Tråd in Teams and choose “Add”.',
    searchLabel: 'Search by name',
    search: 'Search',
    hidden: count =>
      `${count === 1 ? 'One more person' : `${count} more`} can be found: write a part of the name and press “Search”.`,
    noHit: 'Nobody has that name. Search for another part of the name.',
    nobody: 'Choose at least one.',
  },
  notInstalled: 'does not have Rød Tråd yet',
  unreachable: 'gets no messages',

  place: {
    professionMissing: 'Choose the person’s role.',
    requiredLabel: 'At the meetings',
    requiredTitle: 'Must be there',
    required: 'must be there',
    optional: 'may be there',
    coordinator: 'coordinator',
    unknown: 'profession missing',
  },

  rhythmHeading: 'When do you meet?',
  rhythmContext: 'I propose dates from this. You can always change a date.',
  cadenceLabel: 'How often',
  cadenceWeeksLabel: 'Weeks between the meetings (1–26)',
  weekdayLabel: 'Weekday',
  startLabel: 'From',
  lengthLabel: 'How long',
  placeLabel: 'Place',
  reservedLabel: 'Time for ages 0–2',
  reservedHint: 'I keep that time free on the agenda, so that there is time for the youngest too.',
  rhythmProblems: {
    cadenceResource: 'A resource team meets every 6 or 8 weeks. Choose one of them.',
    cadenceFocus: 'Write a number of weeks from 1 to 26.',
    weekday: 'Choose a weekday from Monday to Friday.',
    timeUnreadable: 'Write a time of day, such as 09:00.',
    outsideHours: 'A meeting is held between 7.00 and 18.00. Begin earlier, or make the meeting shorter.',
    length: 'Choose a length from 15 minutes to 8 hours.',
    placeTooLong: 'Make the place shorter: at most 120 characters.',
    placeNames: 'Write the place without children’s names. Everybody sees it in messages and calendars.',
    reserved: 'The time for the youngest cannot be longer than the meeting.',
  },

  missing: roles => `Still missing: ${roles}.`,

  view: {
    name: 'Team',
    heading: 'Your team',
    headingMany: 'Your teams',
    listNext: 'Choose the team you want to see.',
    noneHeading: 'You are not in a team',
    none: 'When a coordinator adds you to a team, you get a message here.',
    kind: 'Type',
    institution: 'Institution',
    cadence: 'How often',
    when: 'When',
    place: 'Place',
    noPlace: 'Not chosen yet',
    reserved: 'For 0–2-year-olds',
    people: count => (count === 1 ? 'One person is in it' : `${count} are in it`),
    more: 'Show more',
    next: 'The coordinator can change who is in it and when you meet.',
    nextCoordinator: 'I look for a date when those who must be there can come.',
    change: 'Change',
    add: 'Add people',
    rhythm: 'Change the time',
    notInstalled:
      'Does not have Rød Tråd yet: ask the person to find the app Rød Tråd in Teams and choose “Add”.',
    unreachable: 'Gets no messages: the app is removed or blocked. Ask the person to add Rød Tråd again.',
    coordinatorUnreached:
      'Gets no messages from Rød Tråd at the moment. Say so when you speak: adding the app again helps.',
    away: (from, to) => `Away from ${from} to ${to}.`,
    awayDay: day => `Away ${day}.`,
  },

  memberHeading: 'Change the role in the team',
  memberNext: 'It applies from the next time you find a date.',
  placeSaved: 'It is saved.',
  remove: 'Remove from the team',
  removeHeading: 'Remove from the team?',
  removeText: name => `${name} can no longer open anything of the team, not even what has been sent already.`,
  removeNext: 'The team gets no message. You can add the person again.',
  removed: name => `${name} is no longer in the team.`,
  addHeading: 'Who should join the team?',
  addNext:
    'They get one message each. They see nothing about a child until the parents’ consent covers them too.',
  addButton: 'Add to the team',
  added: count =>
    `${count === 1 ? 'One person has joined' : `${count} people have joined`} the team. Check whether the consent for the items on the agenda covers them too.`,
  addedNobody: 'They were in the team already.',
  rhythmSaved: 'The time is saved. Meetings that are planned already stay where they are.',
  rhythmEditNext: 'It applies the next time you find a date. Planned meetings stay where they are.',

  joined: {
    heading: 'You are in a team',
    text: (team, coordinator) => `You are in ${team}. ${coordinator} is the coordinator.`,
    next: 'You get a message here when the team needs a date.',
    nextMeeting: 'You get a message here when there is something to see or to do.',
    summary: 'You are in a team',
    open: 'See the team',
  },
}
