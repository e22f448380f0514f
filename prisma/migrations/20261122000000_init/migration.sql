-- CreateTable
CREATE TABLE "Institution" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tenantId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tenantId" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "nameSealed" TEXT NOT NULL,
    "profession" TEXT,
    "institutionId" TEXT,
    "language" TEXT NOT NULL DEFAULT 'da',
    "status" TEXT NOT NULL,
    "digestAt" TEXT,
    "digestWeekday" INTEGER,
    "digestStopped" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Absence" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "personId" TEXT NOT NULL,
    "fromDay" TEXT NOT NULL,
    "toDay" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "ConversationReference" (
    "personId" TEXT NOT NULL PRIMARY KEY,
    "conversationId" TEXT NOT NULL,
    "serviceUrl" TEXT NOT NULL,
    "teamsUserId" TEXT NOT NULL,
    "botId" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "GroupConversation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tenantId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "serviceUrl" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "GroupMember" (
    "conversationId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,

    PRIMARY KEY ("conversationId", "personId")
);

-- CreateTable
CREATE TABLE "Team" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tenantId" TEXT NOT NULL,
    "institutionId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "cadenceWeeks" INTEGER NOT NULL,
    "weekday" INTEGER NOT NULL,
    "startTime" TEXT NOT NULL,
    "lengthMinutes" INTEGER NOT NULL,
    "place" TEXT NOT NULL,
    "reservedMinutes02" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "TeamMember" (
    "teamId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "profession" TEXT NOT NULL,
    "required" BOOLEAN NOT NULL,
    "coordinator" BOOLEAN NOT NULL,
    "joinedAt" DATETIME NOT NULL,
    "leftAt" DATETIME,

    PRIMARY KEY ("teamId", "personId")
);

-- CreateTable
CREATE TABLE "TeamDraft" (
    "personId" TEXT NOT NULL PRIMARY KEY,
    "contentSealed" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Poll" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "teamId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "deadlineAt" DATETIME NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "askedAt" DATETIME NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 1,
    "closedAt" DATETIME,
    "confirmedSlotId" TEXT,
    "overruleReasonSealed" TEXT
);

-- CreateTable
CREATE TABLE "PollSlot" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "pollId" TEXT NOT NULL,
    "startAt" DATETIME NOT NULL,
    "endAt" DATETIME NOT NULL,
    "droppedAt" DATETIME
);

-- CreateTable
CREATE TABLE "PollAnswer" (
    "slotId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "pollId" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "recordedById" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("slotId", "personId")
);

-- CreateTable
CREATE TABLE "PollComment" (
    "pollId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "commentSealed" TEXT NOT NULL,

    PRIMARY KEY ("pollId", "personId")
);

-- CreateTable
CREATE TABLE "Meeting" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "teamId" TEXT NOT NULL,
    "pollId" TEXT,
    "startAt" DATETIME NOT NULL,
    "endAt" DATETIME NOT NULL,
    "zone" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "dueAt" DATETIME NOT NULL,
    "startedAt" DATETIME,
    "endedAt" DATETIME,
    "distributedAt" DATETIME,
    "standInId" TEXT,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "NextMeetingStop" (
    "teamId" TEXT NOT NULL PRIMARY KEY,
    "occasion" TEXT NOT NULL,
    "stoppedById" TEXT NOT NULL,
    "stoppedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "SelfAssessment" (
    "teamId" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "answersSealed" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "recordedById" TEXT NOT NULL,
    "recordedAt" DATETIME NOT NULL,
    "correctedAt" DATETIME,

    PRIMARY KEY ("teamId", "year")
);

-- CreateTable
CREATE TABLE "MeetingSeries" (
    "teamId" TEXT NOT NULL PRIMARY KEY,
    "originDay" TEXT NOT NULL,
    "cadenceWeeks" INTEGER NOT NULL,
    "weekday" INTEGER NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "MeetingGuest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "meetingId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "agendaItemId" TEXT NOT NULL DEFAULT '',
    "asFiller" BOOLEAN NOT NULL DEFAULT false,
    "invitedById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "CalendarEntry" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "meetingId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "eventId" TEXT,
    "startAt" DATETIME,
    "endAt" DATETIME,
    "place" TEXT,
    "status" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "dueAt" DATETIME NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "tryingSince" DATETIME,
    "leaseUntil" DATETIME,
    "unsureSince" DATETIME,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Attendance" (
    "meetingId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "present" BOOLEAN NOT NULL,
    "gone" BOOLEAN NOT NULL DEFAULT false,

    PRIMARY KEY ("meetingId", "personId")
);

-- CreateTable
CREATE TABLE "Child" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tenantId" TEXT NOT NULL,
    "institutionId" TEXT NOT NULL,
    "nameSealed" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "AgendaItem" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "teamId" TEXT NOT NULL,
    "meetingId" TEXT,
    "waitingSince" DATETIME,
    "waitedFromId" TEXT,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "childId" TEXT,
    "problemSealed" TEXT NOT NULL,
    "questionsSealed" TEXT NOT NULL,
    "minutes" INTEGER NOT NULL,
    "presenterId" TEXT NOT NULL,
    "formFillerId" TEXT,
    "withoutForm" BOOLEAN NOT NULL,
    "fillerRound" INTEGER NOT NULL DEFAULT 0,
    "ageMonths" INTEGER,
    "carriedActionPointId" TEXT,
    "carriedItemId" TEXT,
    "originItemId" TEXT,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0
);

-- CreateTable
CREATE TABLE "PreparationForm" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agendaItemId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "layout" TEXT NOT NULL DEFAULT 'lineal',
    "answersSealed" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "updatedById" TEXT,
    "updatedAt" DATETIME NOT NULL,
    "submittedAt" DATETIME,
    "late" BOOLEAN NOT NULL DEFAULT false
);

-- CreateTable
CREATE TABLE "Contribution" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agendaItemId" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "profession" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "answersSealed" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "submittedAt" DATETIME,
    "late" BOOLEAN NOT NULL DEFAULT false
);

-- CreateTable
CREATE TABLE "HandedInVersion" (
    "agendaItemId" TEXT NOT NULL,
    "contributorId" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL,
    "answersSealed" TEXT NOT NULL,
    "writtenById" TEXT NOT NULL,
    "submittedAt" DATETIME NOT NULL,
    "late" BOOLEAN NOT NULL DEFAULT false,

    PRIMARY KEY ("agendaItemId", "contributorId", "version")
);

-- CreateTable
CREATE TABLE "Consent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "childId" TEXT NOT NULL,
    "agendaItemId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "recipientsSealed" TEXT NOT NULL,
    "detailSealed" TEXT NOT NULL,
    "textVersion" TEXT NOT NULL,
    "givenOn" TEXT NOT NULL,
    "validUntil" TEXT NOT NULL,
    "recordedById" TEXT NOT NULL,
    "recordedAt" DATETIME NOT NULL,
    "endedAt" DATETIME
);

-- CreateTable
CREATE TABLE "ItemResult" (
    "agendaItemId" TEXT NOT NULL,
    "meetingId" TEXT NOT NULL,
    "summarySealed" TEXT NOT NULL,
    "perspectivesSealed" TEXT NOT NULL,
    "decisionsSealed" TEXT NOT NULL,
    "parentTalkById" TEXT,
    "parentTalkDay" TEXT,
    "followUpDay" TEXT,
    "away" TEXT NOT NULL DEFAULT '[]',
    "startedAt" DATETIME,
    "endedAt" DATETIME,
    "updatedAt" DATETIME NOT NULL,

    PRIMARY KEY ("agendaItemId", "meetingId")
);

-- CreateTable
CREATE TABLE "Minutes" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "meetingId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "contentSealed" TEXT NOT NULL,
    "reasonSealed" TEXT,
    "approvedById" TEXT,
    "approvedAt" DATETIME,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "MinutesFiling" (
    "meetingId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "referenceSealed" TEXT NOT NULL,
    "filedById" TEXT NOT NULL,
    "filedAt" DATETIME NOT NULL,

    PRIMARY KEY ("meetingId", "version")
);

-- CreateTable
CREATE TABLE "ActionPoint" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "teamId" TEXT NOT NULL,
    "meetingId" TEXT NOT NULL,
    "agendaItemId" TEXT NOT NULL,
    "childId" TEXT,
    "kind" TEXT NOT NULL,
    "textSealed" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "dueDay" TEXT NOT NULL,
    "postponed" INTEGER NOT NULL DEFAULT 0,
    "wantedDay" TEXT,
    "status" TEXT NOT NULL,
    "handoverToId" TEXT,
    "noteSealed" TEXT,
    "escalatedAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    "revision" INTEGER NOT NULL DEFAULT 0
);

-- CreateTable
CREATE TABLE "ActionPointEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "actionPointId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "actorId" TEXT,
    "what" TEXT NOT NULL,
    "toPersonId" TEXT,
    "dueDay" TEXT,
    "detailSealed" TEXT
);

-- CreateTable
CREATE TABLE "Reminder" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "recipientId" TEXT NOT NULL,
    "dueAt" DATETIME NOT NULL,
    "status" TEXT NOT NULL,
    "putOff" BOOLEAN NOT NULL DEFAULT false,
    "dueSince" DATETIME,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "leaseUntil" DATETIME,
    "createdAt" DATETIME NOT NULL,
    "endedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "recipientId" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "dueAt" DATETIME NOT NULL,
    "dueSince" DATETIME NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "tryingSince" DATETIME,
    "unsureAt" DATETIME,
    "leaseUntil" DATETIME,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "conversationId" TEXT,
    "activityId" TEXT,
    "createdAt" DATETIME NOT NULL,
    "sentAt" DATETIME,
    "openedAt" DATETIME,
    "touchedAt" DATETIME,
    "changedAt" DATETIME,
    "updateAt" DATETIME
);

-- CreateTable
CREATE TABLE "DeliveryAttempt" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "deliveryId" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    "result" TEXT,
    "status" INTEGER
);

-- CreateTable
CREATE TABLE "SendPace" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "paidUntil" DATETIME NOT NULL,
    "heldUntil" DATETIME
);

-- CreateTable
CREATE TABLE "FormReceipt" (
    "agendaItemId" TEXT NOT NULL,
    "contributorId" TEXT NOT NULL DEFAULT '',
    "personId" TEXT NOT NULL,
    "formVersion" INTEGER NOT NULL,
    "meetingId" TEXT NOT NULL,
    "deliveryId" TEXT NOT NULL,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "openedAt" DATETIME,

    PRIMARY KEY ("agendaItemId", "contributorId", "personId", "formVersion", "meetingId")
);

-- CreateTable
CREATE TABLE "StoppedForm" (
    "deliveryId" TEXT NOT NULL,
    "agendaItemId" TEXT NOT NULL,
    "contributorId" TEXT NOT NULL DEFAULT '',
    "personId" TEXT NOT NULL,
    "formVersion" INTEGER NOT NULL,
    "meetingId" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "underWay" BOOLEAN NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("deliveryId", "agendaItemId", "contributorId")
);

-- CreateTable
CREATE TABLE "DeadlineStanding" (
    "agendaItemId" TEXT NOT NULL PRIMARY KEY,
    "meetingId" TEXT NOT NULL,
    "consent" TEXT,
    "form" TEXT
);

-- CreateTable
CREATE TABLE "SettledFigures" (
    "tenantId" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "counts" TEXT NOT NULL,
    "settledAt" DATETIME NOT NULL,

    PRIMARY KEY ("tenantId", "period")
);

-- CreateTable
CREATE TABLE "ProcessedActivity" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "formKey" TEXT NOT NULL,
    "payloadHash" TEXT NOT NULL,
    "responseSealed" TEXT NOT NULL,
    "auditId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" DATETIME NOT NULL,
    "tenantId" TEXT NOT NULL,
    "actorId" TEXT,
    "action" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "childId" TEXT,
    "reason" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "DownloadLink" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "personId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Policy" (
    "tenantId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL,

    PRIMARY KEY ("tenantId", "key")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "Institution_tenantId_name_key" ON "Institution"("tenantId", "name");

-- CreateIndex
CREATE INDEX "Person_tenantId_institutionId_idx" ON "Person"("tenantId", "institutionId");

-- CreateIndex
CREATE UNIQUE INDEX "Person_tenantId_externalId_key" ON "Person"("tenantId", "externalId");

-- CreateIndex
CREATE INDEX "Absence_personId_toDay_idx" ON "Absence"("personId", "toDay");

-- CreateIndex
CREATE UNIQUE INDEX "ConversationReference_conversationId_key" ON "ConversationReference"("conversationId");

-- CreateIndex
CREATE INDEX "GroupMember_personId_idx" ON "GroupMember"("personId");

-- CreateIndex
CREATE INDEX "Team_tenantId_idx" ON "Team"("tenantId");

-- CreateIndex
CREATE UNIQUE INDEX "Team_institutionId_kind_name_key" ON "Team"("institutionId", "kind", "name");

-- CreateIndex
CREATE INDEX "TeamMember_personId_idx" ON "TeamMember"("personId");

-- CreateIndex
CREATE INDEX "Poll_teamId_status_idx" ON "Poll"("teamId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "PollSlot_pollId_startAt_endAt_key" ON "PollSlot"("pollId", "startAt", "endAt");

-- CreateIndex
CREATE INDEX "PollAnswer_pollId_idx" ON "PollAnswer"("pollId");

-- CreateIndex
CREATE UNIQUE INDEX "Meeting_pollId_key" ON "Meeting"("pollId");

-- CreateIndex
CREATE INDEX "Meeting_teamId_startAt_idx" ON "Meeting"("teamId", "startAt");

-- CreateIndex
CREATE INDEX "MeetingGuest_personId_idx" ON "MeetingGuest"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "MeetingGuest_meetingId_personId_agendaItemId_key" ON "MeetingGuest"("meetingId", "personId", "agendaItemId");

-- CreateIndex
CREATE INDEX "CalendarEntry_status_dueAt_idx" ON "CalendarEntry"("status", "dueAt");

-- CreateIndex
CREATE INDEX "CalendarEntry_personId_idx" ON "CalendarEntry"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "CalendarEntry_meetingId_personId_key" ON "CalendarEntry"("meetingId", "personId");

-- CreateIndex
CREATE INDEX "Child_institutionId_idx" ON "Child"("institutionId");

-- CreateIndex
CREATE INDEX "AgendaItem_meetingId_position_idx" ON "AgendaItem"("meetingId", "position");

-- CreateIndex
CREATE INDEX "AgendaItem_teamId_status_idx" ON "AgendaItem"("teamId", "status");

-- CreateIndex
CREATE INDEX "AgendaItem_childId_idx" ON "AgendaItem"("childId");

-- CreateIndex
CREATE INDEX "AgendaItem_originItemId_idx" ON "AgendaItem"("originItemId");

-- CreateIndex
CREATE UNIQUE INDEX "AgendaItem_meetingId_carriedActionPointId_key" ON "AgendaItem"("meetingId", "carriedActionPointId");

-- CreateIndex
CREATE UNIQUE INDEX "AgendaItem_meetingId_carriedItemId_key" ON "AgendaItem"("meetingId", "carriedItemId");

-- CreateIndex
CREATE UNIQUE INDEX "PreparationForm_agendaItemId_key" ON "PreparationForm"("agendaItemId");

-- CreateIndex
CREATE UNIQUE INDEX "Contribution_agendaItemId_authorId_key" ON "Contribution"("agendaItemId", "authorId");

-- CreateIndex
CREATE INDEX "Consent_agendaItemId_recordedAt_idx" ON "Consent"("agendaItemId", "recordedAt");

-- CreateIndex
CREATE INDEX "Consent_childId_idx" ON "Consent"("childId");

-- CreateIndex
CREATE INDEX "ItemResult_meetingId_idx" ON "ItemResult"("meetingId");

-- CreateIndex
CREATE UNIQUE INDEX "Minutes_meetingId_version_key" ON "Minutes"("meetingId", "version");

-- CreateIndex
CREATE INDEX "ActionPoint_teamId_status_idx" ON "ActionPoint"("teamId", "status");

-- CreateIndex
CREATE INDEX "ActionPoint_ownerId_status_idx" ON "ActionPoint"("ownerId", "status");

-- CreateIndex
CREATE INDEX "ActionPoint_agendaItemId_idx" ON "ActionPoint"("agendaItemId");

-- CreateIndex
CREATE UNIQUE INDEX "ActionPointEvent_actionPointId_position_key" ON "ActionPointEvent"("actionPointId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Reminder_key_key" ON "Reminder"("key");

-- CreateIndex
CREATE INDEX "Reminder_status_dueAt_idx" ON "Reminder"("status", "dueAt");

-- CreateIndex
CREATE INDEX "Reminder_scope_status_idx" ON "Reminder"("scope", "status");

-- CreateIndex
CREATE INDEX "Reminder_recipientId_putOff_idx" ON "Reminder"("recipientId", "putOff");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_key_key" ON "Delivery"("key");

-- CreateIndex
CREATE INDEX "Delivery_status_dueAt_idx" ON "Delivery"("status", "dueAt");

-- CreateIndex
CREATE INDEX "Delivery_status_tenantId_dueAt_idx" ON "Delivery"("status", "tenantId", "dueAt");

-- CreateIndex
CREATE INDEX "Delivery_updateAt_idx" ON "Delivery"("updateAt");

-- CreateIndex
CREATE INDEX "Delivery_kind_subjectId_idx" ON "Delivery"("kind", "subjectId");

-- CreateIndex
CREATE INDEX "Delivery_recipientId_status_idx" ON "Delivery"("recipientId", "status");

-- CreateIndex
CREATE INDEX "DeliveryAttempt_deliveryId_idx" ON "DeliveryAttempt"("deliveryId");

-- CreateIndex
CREATE INDEX "DeliveryAttempt_startedAt_idx" ON "DeliveryAttempt"("startedAt");

-- CreateIndex
CREATE INDEX "FormReceipt_meetingId_idx" ON "FormReceipt"("meetingId");

-- CreateIndex
CREATE INDEX "StoppedForm_meetingId_idx" ON "StoppedForm"("meetingId");

-- CreateIndex
CREATE INDEX "StoppedForm_agendaItemId_idx" ON "StoppedForm"("agendaItemId");

-- CreateIndex
CREATE INDEX "DeadlineStanding_meetingId_idx" ON "DeadlineStanding"("meetingId");

-- CreateIndex
CREATE UNIQUE INDEX "ProcessedActivity_key_key" ON "ProcessedActivity"("key");

-- CreateIndex
CREATE INDEX "ProcessedActivity_formKey_id_idx" ON "ProcessedActivity"("formKey", "id");

-- CreateIndex
CREATE INDEX "ProcessedActivity_personId_id_idx" ON "ProcessedActivity"("personId", "id");

-- CreateIndex
CREATE INDEX "ProcessedActivity_at_idx" ON "ProcessedActivity"("at");

-- CreateIndex
CREATE INDEX "AuditEvent_childId_at_idx" ON "AuditEvent"("childId", "at");

-- CreateIndex
CREATE INDEX "AuditEvent_subjectId_at_idx" ON "AuditEvent"("subjectId", "at");

-- CreateIndex
CREATE INDEX "DownloadLink_subjectId_idx" ON "DownloadLink"("subjectId");

-- CreateIndex
CREATE INDEX "DownloadLink_expiresAt_idx" ON "DownloadLink"("expiresAt");

-- Written by hand (extra.sql): the audit trail is append-only (R-SEC-4).
CREATE TRIGGER "AuditEvent_no_update" BEFORE UPDATE ON "AuditEvent"
BEGIN
  SELECT RAISE(ABORT, 'audit events are append-only');
END;

CREATE TRIGGER "AuditEvent_no_delete" BEFORE DELETE ON "AuditEvent"
BEGIN
  SELECT RAISE(ABORT, 'audit events are append-only');
END;
