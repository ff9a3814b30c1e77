/**
 * A query for what there is in some schemas and of some roles, in lines (`line`) that are lost when it is: an object with
 * its owner, columns or source; what it may be used for, by role; settings and memberships of roles. What others add
 * takes no line away. `$1` are the schemas, `$2` the roles, both by name. It reads PostgreSQL's own catalog, which any
 * login may, and locks nothing that a migration changes.
 */
export const OBJECTS = `
  with object (kind, name, owner, acl, detail) as (
    select 'schema', nspname::text, nspowner, nspacl, '' from pg_namespace where nspname = any ($1)
    union all
    select c.relkind::text, concat(n.nspname, '.', c.relname), c.relowner, c.relacl,
      (select string_agg(a.attname, ',' order by a.attnum) from pg_attribute a
       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any ($1) and not c.relispartition
    union all
    select 'column', concat(n.nspname, '.', c.relname, '.', a.attname), c.relowner, a.attacl, ''
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any ($1) and a.attacl is not null
    union all
    select 'function', concat(n.nspname, '.', p.proname, ' ', p.proargtypes), p.proowner, p.proacl, md5(p.prosrc)
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = any ($1))
  select concat_ws(' ', kind, name, owner::regrole, detail) as line from object
  union all
  select concat_ws(' ', kind, name, grantee::regrole, string_agg(privilege_type, ',' order by privilege_type))
  from object, aclexplode(acl) group by kind, name, grantee
  union all
  select concat_ws(' ', 'role', rolname, rolcanlogin, rolconfig,
    has_database_privilege(oid, current_database(), 'connect'), shobj_description(oid, 'pg_authid'))
  from pg_roles where rolname = any ($2)
  union all
  select concat_ws(' ', 'member', r.rolname, m.rolname, a.inherit_option, a.set_option)
  from pg_auth_members a join pg_roles r on r.oid = a.roleid join pg_roles m on m.oid = a.member
  where r.rolname = any ($2) and m.rolname = any ($2)`;
