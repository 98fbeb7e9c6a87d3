"""Words of Django's own screens whose Korean reads badly there; our catalogue has better.

They stand here so that the catalogue keeps them.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

WORDING = (
    _("Select %s to change"),
    _("Select %s to view"),
    _("View %s"),
    _("Save and add another"),
    _(" By %(filter_title)s "),
    _("Cannot delete %(name)s"),
    _("%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?"),
    _("History"),
    _("A user with that username already exists."),
    _("Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only."),
    _(
        "Designates whether this user should be treated as active. Unselect this instead "
        "of deleting accounts."
    ),
    _("Designates that this user has all permissions without explicitly assigning them."),
    _(
        "The groups this user belongs to. A user will get all permissions granted to each"
        " of their groups."
    ),
    _(
        "Please enter your old password, for security’s sake, and then enter your new "
        "password twice so we can verify you typed it in correctly."
    ),
    _("Thanks for spending some quality time with the web site today."),
    _("Raw passwords are not stored, so there is no way to see the user’s password."),
    _("Enter the same password as before, for verification."),
    _("Designates whether the user can log into this admin site."),
    _("After you’ve created a user, you’ll be able to edit more user options."),
    _("Your password can’t be too similar to your other personal information."),
    _("Your password can’t be a commonly used password."),
    _("Your password can’t be entirely numeric."),
    _("The password is too similar to the %(verbose_name)s."),
    _("The two password fields didn’t match."),
    _(
        "Whether the user will be able to authenticate using a password or not. If "
        "disabled, they may still be able to authenticate using other backends, such as "
        "Single Sign-On or LDAP."
    ),
    _("username"),
    _("Reset password"),
    _("Set password"),
    _("Enabled"),
    _("Disabled"),
    _("Password change"),
    _("Change my password"),
    _("Old password"),
    _("Enter a new password for the user <strong>%(username)s</strong>."),
    _("Password"),
    _("This password is too common."),
    _("This password is entirely numeric."),
    _("Disable password-based authentication"),
    _("Enable password-based authentication"),
    _("Password-based authentication"),
    _("Password-based authentication was disabled."),
    _("Delete selected %(verbose_name_plural)s"),
    _("Successfully deleted %(count)d %(items)s."),
    _("Delete multiple objects"),
    _("Delete?"),
    _("Yes, I’m sure"),
    _("No, take me back"),
    _("Objects"),
    _("Summary"),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would result in deleting "
        "related objects, but your account doesn't have permission to delete the "
        "following types of objects:"
    ),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would require deleting the "
        "following protected related objects:"
    ),
    _(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? All of'
        " the following related items will be deleted:"
    ),
    _(
        "Deleting the selected %(objects_name)s would result in deleting related objects,"
        " but your account doesn't have permission to delete the following types of "
        "objects:"
    ),
    _(
        "Deleting the selected %(objects_name)s would require deleting the following "
        "protected related objects:"
    ),
    _(
        "Are you sure you want to delete the selected %(objects_name)s? All of the "
        "following objects and their related items will be deleted:"
    ),
    _(
        "Deleting %(class_name)s %(instance)s would require deleting the following "
        "protected related objects: %(related_objects)s"
    ),
    _("The %(name)s “%(obj)s” was deleted successfully."),
    _("The {name} “{obj}” was added successfully."),
    _("You may edit it again below."),
    _("The {name} “{obj}” was added successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    _("Save and continue editing"),
    _("Save as new"),
    _("Save and view"),
    _("Add another %(verbose_name)s"),
    _("Hold down “Control”, or “Command” on a Mac, to select more than one."),
    _("Action:"),
    _("Run the selected action"),
    _("Items must be selected in order to perform actions on them. No items have been changed."),
    _("No action selected."),
    _("Select this object for an action - {}"),
    _("Select all objects on this page for an action"),
    _("0 of %(cnt)s selected"),
    _("Click here to select the objects across all pages"),
    _("Select all %(total_count)s %(module_name)s"),
    _("Clear selection"),
    _("%(full_result_count)s total"),
    _("Hide counts"),
    _("Show counts"),
    _("Clear all filters"),
    _("Filter"),
    _("Remove from sorting"),
    _("Toggle sorting"),
    _("Sorting priority: %(priority_number)s"),
    _("Any date"),
    _("All dates"),
    _("This year"),
    _("Add link"),
    _("Change or view list link"),
    _("Model name"),
    _("Models in the %(name)s application"),
    _("You don’t have permission to view or edit anything."),
    _("Skip to main content"),
    _("Breadcrumbs"),
    _("Toggle theme (current theme: auto)"),
    _("Toggle theme (current theme: light)"),
    _("Toggle theme (current theme: dark)"),
    _("Page not found"),
    _("We’re sorry, but the requested page could not be found."),
    _("Popup closing…"),
    _("None available"),
    _("My actions"),
    _("Recent actions"),
    _("Lookup"),
    _("This object doesn’t have a change history. It probably wasn’t added via this admin site."),
    _("Change history: %s"),
    _("No fields changed."),
    _("Added {name} “{object}”."),
    _("Changed {fields} for {name} “{object}”."),
    _("Changed {fields}."),
    _("Deleted {name} “{object}”."),
    _("Added."),
    _("and"),
    _("Database error"),
    _(
        "Something’s wrong with your database installation. Make sure the appropriate "
        "database tables have been created, and make sure the database is readable by the"
        " appropriate user."
    ),
    _(
        "Please enter the correct %(username)s and password for a staff account. Note "
        "that both fields may be case-sensitive."
    ),
    _(
        "Please enter a correct %(username)s and password. Note that both fields may be "
        "case-sensitive."
    ),
    _("This account is inactive."),
    _(
        "You are authenticated as %(username)s, but are not authorized to access this "
        "page. Would you like to login to a different account?"
    ),
    _("Personal info"),
    _("Important dates"),
    _("Change password: %s"),
    _("Change password"),
    _("Password changed successfully."),
    _("Conflicting form data submitted. Please try again."),
    _("No password set."),
    _("Invalid password format or unknown hashing algorithm."),
    _("Password confirmation"),
    _("Enable password-based authentication for this user by setting a password."),
    _("This action will <strong>enable</strong> password-based authentication for this user."),
    _("New password"),
    _("New password confirmation"),
    _("Your old password was entered incorrectly. Please enter it again."),
    _(
        "Enter a valid username. This value may contain only letters, numbers, and "
        "@/./+/-/_ characters."
    ),
    _("staff status"),
    _("superuser status"),
    _("active"),
    _("last login"),
    _("date joined"),
    _("Permissions"),
    _("groups"),
    _("group"),
    _("Your password has been set.  You may go ahead and log in now."),
    _("Logged out"),
    _("Log in again"),
    _("Enter a valid value."),
    _("Enter a valid URL."),
    _("Enter a valid email address."),
    _("Enter a valid integer."),
    _("Enter a whole number."),
    _("Enter a number."),
    _("Enter a valid date."),
    _("Enter a valid time."),
    _("Enter a valid date/time."),
    _("Enter a list of values."),
    _("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    _("Enter a valid “slug” consisting of Unicode letters, numbers, underscores, or hyphens."),
    _("Ensure this value is less than or equal to %(limit_value)s."),
    _("Ensure this value is greater than or equal to %(limit_value)s."),
    _("Null characters are not allowed."),
    _("%(model_name)s with this %(field_labels)s already exists."),
    _("%(model_name)s with this %(field_label)s already exists."),
    _("Constraint “%(name)s” is violated."),
    _("Value %(value)r is not a valid choice."),
    _("This field cannot be null."),
    _("This field cannot be blank."),
    _("This field is required."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("“%(pk)s” is not a valid value."),
    _("%(model)s instance with %(field)s %(value)r is not a valid choice."),
    _("No file was submitted. Check the encoding type on the form."),
    _("No file was submitted."),
    _("The submitted file is empty."),
    _("Please correct the duplicate data for %(field)s."),
    _("Please correct the duplicate data for %(field)s, which must be unique."),
    _("Please correct the duplicate values below."),
    _("The inline value did not match the parent instance."),
    _(
        "ManagementForm data is missing or has been tampered with. Missing fields: "
        "%(field_names)s. You may need to file a bug report if the issue persists."
    ),
    _("(Hidden field %(name)s) %(error)s"),
    _(
        "%(datetime)s couldn’t be interpreted in time zone %(current_timezone)s; it may "
        "be ambiguous or it may not exist."
    ),
    ngettext_lazy(
        "%(count)s %(name)s was changed successfully.",
        "%(count)s %(name)s were changed successfully.",
    ),
    ngettext_lazy(
        "Please correct the error below.",
        "Please correct the errors below.",
    ),
    ngettext_lazy(
        "%(total_count)s selected",
        "All %(total_count)s selected",
    ),
    ngettext_lazy(
        "%(counter)s result",
        "%(counter)s results",
    ),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
    ),
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
    ),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    ngettext_lazy(
        "Ensure this filename has at most %(max)d character (it has %(length)d).",
        "Ensure this filename has at most %(max)d characters (it has %(length)d).",
    ),
    ngettext_lazy(
        "Please submit at most %(num)d form.",
        "Please submit at most %(num)d forms.",
    ),
    ngettext_lazy(
        "Please submit at least %(num)d form.",
        "Please submit at least %(num)d forms.",
    ),
    *(_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")),
)
