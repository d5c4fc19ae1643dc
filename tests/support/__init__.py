"""What tests and demonstrations use instead of services that are not ours."""
