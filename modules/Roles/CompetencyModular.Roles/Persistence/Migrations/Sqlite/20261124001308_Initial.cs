using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Roles.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "roles_profiles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Family = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Track = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 1200, nullable: false),
                    NameKey = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    RetiredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_roles_profiles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "roles_scales",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    NameKey = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: false),
                    Versions = table.Column<string>(type: "TEXT", nullable: false),
                    CurrentVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_roles_scales", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "roles_skill_categories",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    NameKey = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    ParentId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_roles_skill_categories", x => x.Id);
                    table.ForeignKey(
                        name: "FK_roles_skill_categories_roles_skill_categories_ParentId",
                        column: x => x.ParentId,
                        principalTable: "roles_skill_categories",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "roles_aspired_profiles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProfileId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Since = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_roles_aspired_profiles", x => x.Id);
                    table.ForeignKey(
                        name: "FK_roles_aspired_profiles_roles_profiles_ProfileId",
                        column: x => x.ProfileId,
                        principalTable: "roles_profiles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "roles_assignments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProfileId = table.Column<Guid>(type: "TEXT", nullable: false),
                    IsPrimary = table.Column<bool>(type: "INTEGER", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    RecordedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RecordedBy = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_roles_assignments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_roles_assignments_roles_profiles_ProfileId",
                        column: x => x.ProfileId,
                        principalTable: "roles_profiles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "roles_profile_versions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProfileId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    InForceFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ReplacedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    PublishedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_roles_profile_versions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_roles_profile_versions_roles_profiles_ProfileId",
                        column: x => x.ProfileId,
                        principalTable: "roles_profiles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "roles_skills",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    NameKey = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: false),
                    CategoryId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ScaleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LevelTexts = table.Column<string>(type: "TEXT", nullable: false),
                    RetiredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_roles_skills", x => x.Id);
                    table.ForeignKey(
                        name: "FK_roles_skills_roles_scales_ScaleId",
                        column: x => x.ScaleId,
                        principalTable: "roles_scales",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_roles_skills_roles_skill_categories_CategoryId",
                        column: x => x.CategoryId,
                        principalTable: "roles_skill_categories",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "roles_suspensions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AssignmentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_roles_suspensions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_roles_suspensions_roles_assignments_AssignmentId",
                        column: x => x.AssignmentId,
                        principalTable: "roles_assignments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "roles_exemptions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SkillId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ProfileId = table.Column<Guid>(type: "TEXT", nullable: true),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    RecordedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RecordedBy = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_roles_exemptions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_roles_exemptions_roles_profiles_ProfileId",
                        column: x => x.ProfileId,
                        principalTable: "roles_profiles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_roles_exemptions_roles_skills_SkillId",
                        column: x => x.SkillId,
                        principalTable: "roles_skills",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "roles_profile_requirements",
                columns: table => new
                {
                    VersionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SkillId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    ScaleVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    Mandatory = table.Column<bool>(type: "INTEGER", nullable: false),
                    Weight = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_roles_profile_requirements", x => new { x.VersionId, x.SkillId });
                    table.ForeignKey(
                        name: "FK_roles_profile_requirements_roles_profile_versions_VersionId",
                        column: x => x.VersionId,
                        principalTable: "roles_profile_versions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_roles_profile_requirements_roles_skills_SkillId",
                        column: x => x.SkillId,
                        principalTable: "roles_skills",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_roles_aspired_profiles_PersonId_ProfileId",
                table: "roles_aspired_profiles",
                columns: new[] { "PersonId", "ProfileId" },
                unique: true,
                filter: "\"EndedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_roles_aspired_profiles_ProfileId",
                table: "roles_aspired_profiles",
                column: "ProfileId");

            migrationBuilder.CreateIndex(
                name: "IX_roles_assignments_PersonId_From",
                table: "roles_assignments",
                columns: new[] { "PersonId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_roles_assignments_ProfileId_From",
                table: "roles_assignments",
                columns: new[] { "ProfileId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_roles_exemptions_PersonId_From",
                table: "roles_exemptions",
                columns: new[] { "PersonId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_roles_exemptions_ProfileId",
                table: "roles_exemptions",
                column: "ProfileId");

            migrationBuilder.CreateIndex(
                name: "IX_roles_exemptions_SkillId",
                table: "roles_exemptions",
                column: "SkillId");

            migrationBuilder.CreateIndex(
                name: "IX_roles_profile_requirements_SkillId",
                table: "roles_profile_requirements",
                column: "SkillId");

            migrationBuilder.CreateIndex(
                name: "IX_roles_profile_versions_ProfileId_Number",
                table: "roles_profile_versions",
                columns: new[] { "ProfileId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_roles_profiles_Key",
                table: "roles_profiles",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_roles_profiles_NameKey",
                table: "roles_profiles",
                column: "NameKey");

            migrationBuilder.CreateIndex(
                name: "IX_roles_scales_NameKey",
                table: "roles_scales",
                column: "NameKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_roles_skill_categories_ParentId",
                table: "roles_skill_categories",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_roles_skills_CategoryId",
                table: "roles_skills",
                column: "CategoryId");

            migrationBuilder.CreateIndex(
                name: "IX_roles_skills_NameKey",
                table: "roles_skills",
                column: "NameKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_roles_skills_ScaleId",
                table: "roles_skills",
                column: "ScaleId");

            migrationBuilder.CreateIndex(
                name: "IX_roles_suspensions_AssignmentId",
                table: "roles_suspensions",
                column: "AssignmentId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "roles_aspired_profiles");

            migrationBuilder.DropTable(
                name: "roles_exemptions");

            migrationBuilder.DropTable(
                name: "roles_profile_requirements");

            migrationBuilder.DropTable(
                name: "roles_suspensions");

            migrationBuilder.DropTable(
                name: "roles_profile_versions");

            migrationBuilder.DropTable(
                name: "roles_skills");

            migrationBuilder.DropTable(
                name: "roles_assignments");

            migrationBuilder.DropTable(
                name: "roles_scales");

            migrationBuilder.DropTable(
                name: "roles_skill_categories");

            migrationBuilder.DropTable(
                name: "roles_profiles");
        }
    }
}
