-- Written by hand (extra.sql): the audit trail is append-only (R-SEC-4).
CREATE FUNCTION "audit_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit events are append-only';
END
$$;

CREATE TRIGGER "AuditEvent_no_change" BEFORE UPDATE OR DELETE ON "AuditEvent"
FOR EACH ROW EXECUTE FUNCTION "audit_is_append_only"();

CREATE TRIGGER "AuditEvent_no_truncate" BEFORE TRUNCATE ON "AuditEvent"
FOR EACH STATEMENT EXECUTE FUNCTION "audit_is_append_only"();

-- One row: whoever writes changes it first, and so waits until nobody else does. It counts what has been committed.
CREATE TABLE "_turn" ("changes" BIGINT NOT NULL);
INSERT INTO "_turn" VALUES (0);
