-- Powers are delegated in stand_in. From here on passwords, second factors and delegated powers are in the record by their
-- images, so that no version before writes to them unrecorded.
drop table delegated_power;
